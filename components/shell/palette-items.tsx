'use client'

import { Command } from 'cmdk'
import { ContactRound, LoaderCircle, Mail, Mails, Search } from 'lucide-react'
import type { Route } from 'next'
import type { ReactNode } from 'react'
import { ListIcon } from '../lists/list-icon'
import { Badge } from '../ui/badge'
import { isList, type SearchResult } from './use-search'

type InputProps = { value: string; onChange: (q: string) => void; pending: boolean; label: string }

/** Where one types what to search for; the glass turns while an answer is on its way. */
export function SearchInput({ value, onChange, pending, label }: InputProps) {
  return (
    <div className="flex items-center gap-3 px-4">
      {pending ? (
        <LoaderCircle aria-hidden className="size-4 shrink-0 animate-turn text-muted" />
      ) : (
        <Search aria-hidden className="size-4 shrink-0 text-muted" />
      )}
      <Command.Input
        value={value}
        onValueChange={onChange}
        placeholder={label}
        maxLength={255}
        className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none pointer-coarse:text-lg"
      />
    </div>
  )
}

export function Nothing({ q, failed }: { q: string; failed: boolean }) {
  return (
    <p role="status" className="px-2 py-6 text-center text-muted text-sm">
      {failed
        ? 'The search did not get an answer. Check your connection and type on to try again.'
        : `Nothing goes by “${q}”.`}
    </p>
  )
}

export function ResultItem({ result, onGo }: { result: SearchResult; onGo: (href: Route) => void }) {
  return (
    <Item value={result.href} onSelect={() => onGo(result.href)}>
      {result.kind === 'contact' && <ContactRound aria-hidden className="size-4 shrink-0 text-muted" />}
      {result.kind === 'message' && <Mail aria-hidden className="size-4 shrink-0 text-muted" />}
      {result.kind === 'mailing' && <Mails aria-hidden className="size-4 shrink-0 text-muted" />}
      <bdi className="truncate">{result.label}</bdi>
      {isList(result.kind) && <ListIcon kind={result.kind} plain />}
      {result.stale && <Badge tone="warning">Stale</Badge>}
      {result.detail && <bdi className="ml-auto truncate pl-4 text-muted text-xs">{result.detail}</bdi>}
    </Item>
  )
}

type ItemProps = { value: string; onSelect: () => void; children: ReactNode }

export function Item({ value, onSelect, children }: ItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex h-9 cursor-pointer items-center gap-2 rounded-md px-2 text-sm pointer-coarse:h-11 data-[selected=true]:bg-active"
    >
      {children}
    </Command.Item>
  )
}
