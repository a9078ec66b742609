'use client'

import { Command } from 'cmdk'
import { ChevronsUpDown } from 'lucide-react'
import { useState } from 'react'
import type { NamedList } from '@/lib/dynamic-lists/schema'
import { ListIcon } from '../../lists/list-icon'
import { Item, Nothing, SearchInput } from '../../shell/palette-items'
import { useSearch } from '../../shell/use-search'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { useField } from '../../ui/field'

export type NameableLists = {
  /** Offered before anything is typed. */
  suggestions: readonly NamedList[]
  /** A server action: those by this name. */
  search: (q: string) => Promise<NamedList[]>
}

type Props = NameableLists & { chosen: NamedList | undefined; onChoose: (list: NamedList) => void }

/** Chooses an audience or a static list. */
export function ListPicker({ chosen, onChoose, ...lists }: Props) {
  const [open, setOpen] = useState(false)
  const { id, ...described } = useField()
  return (
    <>
      <Button
        id={id}
        aria-haspopup="dialog"
        aria-describedby={described['aria-describedby']}
        aria-label={chosen ? `List: ${chosen.name}. Choose another` : 'List: choose one'}
        onClick={() => setOpen(true)}
        className="w-full min-w-0 font-normal [&>span]:w-full [&>span]:min-w-0 [&_[role=img]_svg]:size-3.5"
      >
        <bdi className="truncate">{chosen?.name ?? 'Choose a list'}</bdi>
        {chosen && <ListIcon kind={chosen.kind} plain />}
        <ChevronsUpDown aria-hidden className="ml-auto text-muted" />
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="Choose a list">
        <Choice
          {...lists}
          onChoose={(list) => {
            setOpen(false)
            onChoose(list)
          }}
        />
      </Dialog>
    </>
  )
}

/** Mounted when the dialog opens, so each time begins empty. */
function Choice({ suggestions, search, onChoose }: Omit<Props, 'chosen'>) {
  const [q, setQ] = useState('')
  const { results, failed, pending } = useSearch(q, search)
  const shown = q.trim() === '' ? suggestions : results
  return (
    <Command label="Lists" shouldFilter={false} loop className="-mx-3 flex min-h-0 flex-col">
      <div className="rounded-md border border-control focus-within:border-accent">
        <SearchInput value={q} onChange={setQ} pending={pending} label="Search audiences and static lists" />
      </div>
      <Command.List label="Lists" className="mt-2 h-80 min-h-0 overflow-y-auto">
        {shown.map((list) => (
          <Item key={list.id} value={String(list.id)} onSelect={() => onChoose(list)}>
            <bdi className="truncate">{list.name}</bdi>
            <ListIcon kind={list.kind} plain />
          </Item>
        ))}
        {!pending && shown.length === 0 && q.trim() !== '' && <Nothing q={q} failed={failed} />}
        {q.trim() === '' && suggestions.length === 0 && (
          <p className="px-2 py-6 text-center text-muted text-sm">
            There is no audience and no static list yet.
          </p>
        )}
      </Command.List>
    </Command>
  )
}
