'use client'

import { Command } from 'cmdk'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { Dialog } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { cx } from '../ui/class-names'
import { panelStyle, scrimStyle } from '../ui/dialog'
import { useReturnFocus } from '../ui/return-focus'
import type { NavItem, NavSection } from './navigation'
import { Item, Nothing, ResultItem, SearchInput } from './palette-items'
import { isList, type SearchResult, useSearch } from './use-search'

type Props = {
  open: boolean
  onOpenChange: (open: boolean) => void
  sections: readonly NavSection[]
  /** A server action: what goes by this name, the best first, of the user's account. */
  search: (q: string) => Promise<SearchResult[]>
}

export function CommandPalette({ open, onOpenChange, ...rest }: Props) {
  const returnFocus = useReturnFocus()
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className={scrimStyle} />
        <Dialog.Content
          aria-describedby={undefined}
          {...returnFocus}
          className={cx(panelStyle, 'top-4 bottom-auto overflow-hidden rounded-lg sm:max-w-xl')}
        >
          <Dialog.Title className="sr-only">Search everything</Dialog.Title>
          <Palette {...rest} onDone={() => onOpenChange(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** Mounted when the palette opens, so each time begins empty. */
function Palette({
  sections,
  search,
  onDone,
}: Omit<Props, 'open' | 'onOpenChange'> & { onDone: () => void }) {
  const [q, setQ] = useState('')
  const { results, failed, pending } = useSearch(q, search)
  const router = useRouter()
  const pages = sections.flatMap((section) => section.items).filter((item) => matches(item, q))
  const lists = results.filter(({ kind }) => isList(kind))
  const messages = results.filter((result) => result.kind === 'message')
  const mailings = results.filter((result) => result.kind === 'mailing')
  const contacts = results.filter((result) => result.kind === 'contact')

  const go = (href: Route) => {
    onDone()
    router.push(href)
  }

  return (
    <Command label="Search everything" shouldFilter={false} loop className="flex min-h-0 flex-col">
      <div className="border-line border-b">
        <SearchInput
          value={q}
          onChange={setQ}
          pending={pending}
          label="Search lists, mailings and contacts, or go to a page"
        />
      </div>
      <Command.List label="Results" className="max-h-96 min-h-0 overflow-y-auto p-2">
        <Group heading="Lists">
          {lists.map((result) => (
            <ResultItem key={result.href} result={result} onGo={go} />
          ))}
        </Group>
        <Group heading="Messages">
          {messages.map((result) => (
            <ResultItem key={result.href} result={result} onGo={go} />
          ))}
        </Group>
        <Group heading="Mailings">
          {mailings.map((result) => (
            <ResultItem key={result.href} result={result} onGo={go} />
          ))}
        </Group>
        <Group heading="Contacts">
          {contacts.map((result) => (
            <ResultItem key={result.href} result={result} onGo={go} />
          ))}
        </Group>
        <Group heading="Go to">
          {pages.map((item) => (
            <Item key={item.href} value={item.href} onSelect={() => go(item.href)}>
              <span className="text-muted [&_svg]:size-4">{item.icon}</span>
              {item.label}
            </Item>
          ))}
        </Group>
        {!pending && results.length === 0 && pages.length === 0 && <Nothing q={q} failed={failed} />}
      </Command.List>
    </Command>
  )
}

function matches(item: NavItem, q: string) {
  return item.label.toLowerCase().includes(q.trim().toLowerCase())
}

function Group({ heading, children }: { heading: string; children: ReactNode[] }) {
  if (children.length === 0) return null
  return (
    <Command.Group
      heading={heading}
      className="pb-2 last:pb-0 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs"
    >
      {children}
    </Command.Group>
  )
}
