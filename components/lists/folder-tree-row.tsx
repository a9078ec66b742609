'use client'

import { ChevronRight, Ellipsis } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { formatCount } from '@/lib/format/counts'
import { cx } from '../ui/class-names'
import { IconButton } from '../ui/icon-button'
import { Menu } from '../ui/menu'
import type { MenuItem } from '../ui/menu-item'
import { Truncate } from '../ui/truncate'
import { useDrop } from './use-drop'

type Props = {
  /** As the keys know it. */
  stop: string
  name: string
  icon: ReactNode
  level: number
  href: Route
  count?: number | undefined
  /** Undefined: nothing inside. */
  open?: boolean | undefined
  onToggle?: () => void
  chosen: boolean
  /** The one row of the tree that the Tab key stops at. */
  active: boolean
  items: readonly MenuItem[]
  dragType: string | undefined
  onDropRows: (ids: string[]) => void
  /** Takes the name's place while it is being changed. */
  editor?: ReactNode
  /** Below the row: the name of a folder on its way. */
  children?: ReactNode
}

const indentPx = 16

export function FolderTreeRow(props: Props) {
  const { stop, name, level, open, chosen, active, items, editor, children } = props
  const { over, handlers } = useDrop(props.dragType, props.onDropRows)
  return (
    <div
      role="treeitem"
      data-stop={stop}
      tabIndex={active ? 0 : -1}
      aria-label={props.count === undefined ? name : `${name}, ${formatCount(props.count)}`}
      aria-level={level}
      aria-expanded={open}
      aria-selected={chosen}
      className="group/folder rounded-md focus-visible:-outline-offset-2"
      {...handlers}
    >
      <div
        className={cx(
          'flex min-h-8 items-center gap-1 rounded-md pr-1 text-sm pointer-coarse:min-h-11',
          chosen ? 'bg-active font-medium' : 'hover:bg-hover',
          over && 'bg-accent-soft outline-2 outline-accent -outline-offset-2',
        )}
        style={{ paddingLeft: 4 + (level - 1) * indentPx }}
      >
        <Twisty open={open} onToggle={props.onToggle} />
        {editor || <RowLink {...props} />}
        {!editor && items.length > 0 && <RowMenu name={name} items={items} />}
      </div>
      {children}
    </div>
  )
}

/** For the pointer alone: the keyboard opens and closes with the arrows. */
function Twisty({ open, onToggle }: { open: boolean | undefined; onToggle: (() => void) | undefined }) {
  if (open === undefined) return <span className="size-5 shrink-0" />
  return (
    <button
      type="button"
      aria-hidden
      tabIndex={-1}
      onClick={onToggle}
      className="flex size-5 shrink-0 items-center justify-center rounded-sm text-muted hover:bg-active"
    >
      <ChevronRight className={cx('size-3.5 transition-transform', open && 'rotate-90')} />
    </button>
  )
}

function RowLink({ name, icon, href, count, chosen, items }: Props) {
  return (
    <Link
      href={href}
      prefetch={false}
      tabIndex={-1}
      draggable={false}
      aria-current={chosen ? 'page' : undefined}
      className="flex h-8 min-w-0 flex-1 items-center gap-2 pointer-coarse:h-11 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-muted"
    >
      {icon}
      <Truncate text={name} focusable={false} className="flex-1" />
      {count !== undefined && (
        <span
          data-numbers
          aria-hidden
          className={cx(
            'px-1 font-normal text-muted text-xs',
            items.length > 0 &&
              'group-hover/folder:hidden group-focus-within/folder:hidden pointer-coarse:inline',
          )}
        >
          {formatCount(count)}
        </span>
      )}
    </Link>
  )
}

function RowMenu({ name, items }: { name: string; items: readonly MenuItem[] }) {
  return (
    <span className="hidden group-focus-within/folder:inline-flex group-hover/folder:inline-flex has-aria-expanded:inline-flex pointer-coarse:inline-flex">
      <Menu items={items}>
        <IconButton
          size="small"
          tabIndex={-1}
          label={`Actions for ${name}`}
          icon={<Ellipsis aria-hidden />}
          className="h-6 w-6"
        />
      </Menu>
    </span>
  )
}
