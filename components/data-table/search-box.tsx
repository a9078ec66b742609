'use client'

import { Search, X } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { controlStyle } from '../ui/control-style'
import { Kbd } from '../ui/kbd'

const typingPauseMs = 250

type Props = {
  /** "Search lists": its accessible name and its placeholder. */
  label: string
  /** What the address says is searched for. */
  value: string
  onSearch: (q: string) => void
  input: RefObject<HTMLInputElement | null>
}

/** What stands in the box: what is typed, sent on after a pause, and what the address says when that changes by itself. */
function useSearchText(value: string, onSearch: (q: string) => void) {
  const [text, setText] = useState(value)
  const [sent, setSent] = useState(value)
  const [seen, setSeen] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  // The address changed: by this box (what has been typed since is newer), or by something else (take it over).
  if (value !== seen) {
    setSeen(value)
    if (value !== sent) {
      setText(value)
      setSent(value)
    }
  }

  useEffect(() => () => clearTimeout(timer.current), [])

  const send = (q: string) => {
    clearTimeout(timer.current)
    setText(q)
    setSent(q.trim())
    onSearch(q.trim())
  }
  const type = (q: string) => {
    setText(q)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => send(q), typingPauseMs)
  }
  return { text, send, type }
}

export function SearchBox({ label, value, onSearch, input }: Props) {
  const { text, send, type } = useSearchText(value, onSearch)

  const clear = () => {
    send('')
    input.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') send(text)
    if (event.key !== 'Escape') return
    if (text === '') input.current?.blur()
    else clear()
  }

  return (
    <search className="group relative w-full @2xl/table:w-64">
      <Search
        aria-hidden
        className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-2.5 size-4 text-muted"
      />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={255}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKeyDown}
        className={controlStyle('h-field pr-8 pl-8 [&::-webkit-search-cancel-button]:hidden')}
      />
      {text === '' ? (
        <span
          aria-hidden
          className="-translate-y-1/2 pointer-events-none absolute top-1/2 right-1.5 group-focus-within:hidden pointer-coarse:hidden"
        >
          <Kbd>/</Kbd>
        </span>
      ) : (
        <button
          type="button"
          aria-label="Clear search"
          onClick={clear}
          className="-translate-y-1/2 absolute top-1/2 right-1 flex size-6 items-center justify-center rounded-sm text-muted hover:bg-active hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </search>
  )
}
