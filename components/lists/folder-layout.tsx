'use client'

import { ChevronDown, FolderTree as FolderTreeIcon } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '../ui/button'
import { cx } from '../ui/class-names'

type Props = {
  /** A FolderTree. */
  tree: ReactNode
  /** The name of the folder that is chosen, for where the tree is folded away. */
  current: string
  /** A DataTable. */
  children: ReactNode
}

/** Folders at the left of a table; where there is no room for both, behind a button above it. */
export function FolderLayout({ tree, current, children }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 lg:flex-row lg:gap-8">
      <div className="flex min-h-0 shrink-0 flex-col gap-1 lg:w-52">
        <Button
          className="self-start lg:hidden"
          aria-expanded={open}
          icon={<FolderTreeIcon aria-hidden />}
          onClick={() => setOpen(!open)}
        >
          <span className="max-w-56 truncate">{current}</span>
          <ChevronDown aria-hidden className={cx('transition-transform', open && 'rotate-180')} />
        </Button>
        <div className={cx('min-h-0 flex-col lg:flex', open ? 'flex max-h-80 lg:max-h-none' : 'hidden')}>
          {tree}
        </div>
      </div>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">{children}</div>
    </div>
  )
}
