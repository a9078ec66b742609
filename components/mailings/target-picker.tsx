'use client'

import { Command } from 'cmdk'
import { ChevronsUpDown } from 'lucide-react'
import { useCallback, useState } from 'react'
import type { Folder } from '@/lib/folders/schema'
import { formatCount } from '@/lib/format/counts'
import { formatRelative } from '@/lib/format/dates'
import type { TargetKind } from '@/lib/mailings/schema'
import { visibleRows } from '../lists/folder-rows'
import { ListIcon } from '../lists/list-icon'
import { Item, Nothing, SearchInput } from '../shell/palette-items'
import { useSearch } from '../shell/use-search'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { useClock } from '../ui/clock'
import { Dialog } from '../ui/dialog'
import { Field, useField } from '../ui/field'
import { Select } from '../ui/select'
import type { FindTargets, TargetOption } from './actions'
import { NotOpenedIcon } from './target-name'

const words: Record<TargetKind, { choose: string; search: string; none: string }> = {
  'dynamic-list': {
    choose: 'Choose a dynamic list',
    search: 'Search dynamic lists',
    none: 'There is no dynamic list here.',
  },
  'static-list': {
    choose: 'Choose a static list',
    search: 'Search static lists',
    none: 'There is no static list here.',
  },
  'not-opened': {
    choose: 'Choose an earlier mailing',
    search: 'Search mailings',
    none: 'No mailing that tells who opened it has been sent yet.',
  },
}

type Props = {
  kind: TargetKind
  chosen: TargetOption | null
  /** Of the lists of this kind; none of mailings. */
  folders: Folder[]
  find: FindTargets
  onChoose: (option: TargetOption) => void
}

/** What is chosen, and the way to choose another. Stands in a Field. */
export function TargetPicker(props: Props) {
  const { kind, chosen, onChoose } = props
  const [open, setOpen] = useState(false)
  const { id, ...described } = useField()
  return (
    <>
      <Button
        id={id}
        aria-haspopup="dialog"
        aria-describedby={described['aria-describedby']}
        aria-label={chosen ? `${chosen.name}. Choose another` : words[kind].choose}
        onClick={() => setOpen(true)}
        className="h-auto min-h-field w-full min-w-0 py-1.5 font-normal [&>span]:w-full [&>span]:min-w-0 [&_[role=img]_svg]:size-3.5"
      >
        {chosen ? <Option option={chosen} /> : words[kind].choose}
        <ChevronsUpDown aria-hidden className="ml-auto text-muted" />
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={words[kind].choose} size="large">
        <Choice
          {...props}
          onChoose={(option) => {
            setOpen(false)
            onChoose(option)
          }}
        />
      </Dialog>
    </>
  )
}

/** Mounted when the dialog opens, so each time begins empty. */
function Choice({ kind, folders, find, onChoose }: Props) {
  const [q, setQ] = useState('')
  const [folder, setFolder] = useState('')
  const search = useCallback(
    (text: string) => find({ kind, q: text, folder: folderOf(folder) }),
    [kind, folder, find],
  )
  const { results, failed, pending } = useSearch(q, search, true)
  return (
    <Command label={words[kind].search} shouldFilter={false} loop className="flex min-h-0 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <div className="min-w-56 flex-1 rounded-md border border-control focus-within:border-accent">
          <SearchInput value={q} onChange={setQ} pending={pending} label={words[kind].search} />
        </div>
        {folders.length > 0 && (
          <Field label="Folder" hideLabel className="w-52">
            <Select
              value={folder}
              onChange={(event) => setFolder(event.target.value)}
              options={folderOptions(folders)}
            />
          </Field>
        )}
      </div>
      <Command.List label={words[kind].search} className="-mx-2 h-80 min-h-0 overflow-y-auto">
        {results.map((option) => (
          <Item key={option.id} value={option.id} onSelect={() => onChoose(option)}>
            <Option option={option} />
          </Item>
        ))}
        {!pending && results.length === 0 && (q.trim() !== '' || failed) && <Nothing q={q} failed={failed} />}
        {!pending && results.length === 0 && q.trim() === '' && !failed && (
          <p className="px-2 py-6 text-center text-muted text-sm">{words[kind].none}</p>
        )}
      </Command.List>
    </Command>
  )
}

function folderOf(folder: string): number | 'none' | null {
  if (folder === '') return null
  return folder === 'none' ? 'none' : Number(folder)
}

function folderOptions(folders: Folder[]) {
  const rows = visibleRows(folders, new Set(folders.map(({ id }) => id)))
  return [
    { value: '', label: 'All folders' },
    { value: 'none', label: 'In no folder' },
    ...rows.map(({ folder: { id, name }, level }) => ({
      value: String(id),
      label: `${'\u2003'.repeat(level - 1)}${name}`,
    })),
  ]
}

function Option({ option: { name, kind, count, at, stale, folderName } }: { option: TargetOption }) {
  const { now, timeZone } = useClock()
  return (
    <span className="flex min-w-0 flex-1 items-center gap-2 text-sm">
      <bdi className="truncate">{name}</bdi>
      {kind === 'mailing' ? <NotOpenedIcon /> : <ListIcon kind={kind} plain />}
      {stale && <Badge tone="warning">Stale</Badge>}
      <span data-numbers className="ml-auto flex shrink-0 items-center gap-3 pl-3 text-muted text-xs">
        {folderName !== null && <bdi className="hidden max-w-32 truncate sm:inline">{folderName}</bdi>}
        {at !== null && (
          <span className="hidden sm:inline">
            {kind === 'mailing' ? 'Started ' : kind === 'audience' ? 'Synced ' : 'Counted '}
            {formatRelative(new Date(at), new Date(now), timeZone)}
          </span>
        )}
        <span className="min-w-16 text-right">{count === null ? 'Not counted' : formatCount(count)}</span>
      </span>
    </span>
  )
}
