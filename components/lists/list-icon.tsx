'use client'

import { Database, Funnel, Sheet } from 'lucide-react'
import { cx } from '../ui/class-names'
import { useTabStop } from '../ui/tab-stop'
import { Tooltip } from '../ui/tooltip'

export type ListKind = 'audience' | 'rules' | 'static'

const kinds = {
  audience: { icon: Database, name: 'Audience, synced from outside', style: 'text-accent' },
  rules: { icon: Funnel, name: 'List computed from rules', style: 'text-muted' },
  static: { icon: Sheet, name: 'Static list, a fixed set of contacts', style: 'text-muted' },
}

type Props = {
  kind: ListKind
  /** Inside a link, an option or a menu item it explains by its name only, and takes no focus of its own. */
  plain?: boolean
}

/** What kind of list a name stands for, behind the name wherever one is shown. The cylinder is an audience. */
export function ListIcon({ kind, plain = false }: Props) {
  const { icon: Icon, name, style } = kinds[kind]
  const tabStop = useTabStop()
  const glyph = <Icon aria-hidden className="size-3.5" strokeWidth={2.25} />
  const className = cx('inline-flex shrink-0 rounded-sm align-[-2px]', style)

  if (plain) {
    return (
      <span role="img" aria-label={name} className={className}>
        {glyph}
      </span>
    )
  }
  return (
    <Tooltip content={name} onTap>
      <span role="img" aria-label={name} tabIndex={tabStop} className={className}>
        {glyph}
      </span>
    </Tooltip>
  )
}
