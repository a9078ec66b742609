'use client'

import { ChevronsUpDown } from 'lucide-react'
import { useState } from 'react'
import type { NamedList } from '@/lib/dynamic-lists/schema'
import { ListIcon } from '../../lists/list-icon'
import { ListSearch } from '../../lists/list-search'
import { Item } from '../../shell/palette-items'
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
export function ListPicker({ chosen, onChoose, suggestions, search }: Props) {
  const [open, setOpen] = useState(false)
  const { id, ...described } = useField()
  const choose = (list: NamedList) => {
    setOpen(false)
    onChoose(list)
  }
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
        <ListSearch
          label="Search audiences and static lists"
          suggestions={suggestions}
          search={search}
          item={(list) => (
            <Item key={list.id} value={String(list.id)} onSelect={() => choose(list)}>
              <bdi className="truncate">{list.name}</bdi>
              <ListIcon kind={list.kind} plain />
            </Item>
          )}
          none="There is no audience and no static list yet."
        />
      </Dialog>
    </>
  )
}
