'use client'

import { Command } from 'cmdk'
import { ChevronsUpDown } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import { useState } from 'react'
import { Item, Nothing, SearchInput } from '../shell/palette-items'
import { useSearch } from '../shell/use-search'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { useField } from '../ui/field'
import type { FindMessages, MessageOption } from './actions'

type Props = {
  chosen: MessageOption | null
  find: FindMessages
  onChoose: (message: MessageOption) => void
}

/** What is chosen, and the way to choose another. Stands in a Field. */
export function MessagePicker({ chosen, find, onChoose }: Props) {
  const [open, setOpen] = useState(false)
  const { id, ...described } = useField()
  const choose = (message: MessageOption) => {
    setOpen(false)
    onChoose(message)
  }
  return (
    <>
      <Button
        id={id}
        aria-haspopup="dialog"
        aria-describedby={described['aria-describedby']}
        aria-label={chosen ? `${chosen.name}. Choose another` : 'Choose a message'}
        onClick={() => setOpen(true)}
        className="w-full min-w-0 font-normal [&>span]:w-full [&>span]:min-w-0"
      >
        <bdi className="truncate">{chosen?.name ?? 'Choose a message'}</bdi>
        <ChevronsUpDown aria-hidden className="ml-auto text-muted" />
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="Choose a message" description="Those that are final.">
        <Choice find={find} onChoose={choose} />
      </Dialog>
    </>
  )
}

/** Mounted when the dialog opens, so each time begins empty. */
function Choice({ find, onChoose }: Omit<Props, 'chosen'>) {
  const [q, setQ] = useState('')
  const { results, failed, pending } = useSearch(q, find, true)
  return (
    <Command label="Messages" shouldFilter={false} loop className="flex min-h-0 flex-col">
      <div className="rounded-md border border-control focus-within:border-accent">
        <SearchInput value={q} onChange={setQ} pending={pending} label="Search messages" />
      </div>
      <Command.List label="Messages" className="-mx-2 mt-2 h-80 min-h-0 overflow-y-auto">
        {results.map((message) => (
          <Item key={message.id} value={message.id} onSelect={() => onChoose(message)}>
            <bdi className="truncate sm:max-w-[60%] sm:shrink-0">{message.name}</bdi>
            <bdi className="ml-auto hidden truncate pl-4 text-muted text-xs sm:inline">{message.subject}</bdi>
          </Item>
        ))}
        {!pending && results.length === 0 && (q.trim() !== '' || failed) && <Nothing q={q} failed={failed} />}
        {!pending && results.length === 0 && q.trim() === '' && !failed && (
          <p className="px-2 py-6 text-center text-muted text-sm">
            No message is final yet.{' '}
            <Link href={'/messages' as Route} className="text-accent underline">
              See all messages
            </Link>
          </p>
        )}
      </Command.List>
    </Command>
  )
}
