'use client'

import { X } from 'lucide-react'
import Link from 'next/link'
import { formatCount } from '@/lib/format/counts'
import { Button, buttonStyle } from '../ui/button'
import { IconButton } from '../ui/icon-button'
import { isDoable, type MenuAction, type MenuItem, type MenuLink } from '../ui/menu-item'

type Props = { count: number; items: readonly MenuItem[]; onClear: () => void }

/** Takes the toolbar's place, in its height, while rows are selected. */
export function BulkBar({ count, items, onClear }: Props) {
  const actions = items.filter(isDoable)
  return (
    <section
      aria-label="Selection"
      className="flex min-h-field animate-appear flex-wrap items-center gap-2 rounded-md bg-accent-soft pr-1"
    >
      <span role="status" data-numbers className="px-3 font-medium text-sm">
        {formatCount(count)} selected
      </span>
      {actions.map((item) => (
        <BulkAction key={item.label} item={item} />
      ))}
      <span className="ml-auto">
        <IconButton size="small" label="Clear selection" icon={<X aria-hidden />} onClick={onClear} />
      </span>
    </section>
  )
}

function BulkAction({ item }: { item: MenuAction | MenuLink }) {
  if (item.type !== 'link') {
    return (
      <Button
        size="small"
        icon={item.icon}
        title={item.unavailable}
        aria-disabled={item.unavailable ? true : undefined}
        onClick={item.unavailable ? undefined : item.onSelect}
        className={item.danger ? 'text-danger' : undefined}
      >
        {item.label}
      </Button>
    )
  }
  const content = (
    <>
      {item.icon}
      {item.label}
    </>
  )
  const style = buttonStyle({ size: 'small' })
  return item.download ? (
    <a href={item.href} download className={style}>
      {content}
    </a>
  ) : (
    <Link href={item.href} className={style}>
      {content}
    </Link>
  )
}
