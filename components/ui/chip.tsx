'use client'

import { X } from 'lucide-react'
import type { ReactNode } from 'react'

type Props = {
  /** What is filtered on, before the value: "Kind". */
  name?: string | undefined
  children: ReactNode
  onRemove?: (() => void) | undefined
  /** What removing it is called: "Remove filter Kind". */
  removeLabel?: string | undefined
}

export function Chip({ name, children, onRemove, removeLabel }: Props) {
  return (
    <span className="inline-flex h-7 max-w-full items-center rounded-md border border-line bg-raised pl-2 text-sm pointer-coarse:h-9">
      <span className="inline-flex min-w-0 items-center gap-1 truncate pr-2">
        {name && <span className="text-muted">{name}</span>}
        <span className="truncate font-medium">{children}</span>
      </span>
      {onRemove && (
        <button
          type="button"
          aria-label={removeLabel ?? `Remove ${name ?? 'filter'}`}
          onClick={onRemove}
          className="flex h-full items-center rounded-r-md border-line border-l px-1.5 text-muted transition-colors hover:bg-hover hover:text-ink focus-visible:outline-offset-0"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </span>
  )
}
