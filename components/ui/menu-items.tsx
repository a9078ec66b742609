'use client'

import { Check } from 'lucide-react'
import Link from 'next/link'
import type { ContextMenu, DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import { cx } from './class-names'
import { Kbd } from './kbd'
import type { MenuAction, MenuItem, MenuLink } from './menu-item'

/** Radix has two menus with the same parts; which one is around decides which parts are used. */
export type MenuParts = Pick<
  typeof DropdownMenu | typeof ContextMenu,
  'Item' | 'Separator' | 'Label' | 'CheckboxItem'
>

export const menuStyle =
  'z-50 max-h-(--menu-height) min-w-52 max-w-80 overflow-y-auto rounded-lg bg-raised p-1 text-ink text-sm shadow-float animate-appear'

const itemStyle =
  'flex h-8 cursor-pointer select-none items-center gap-2 rounded-md px-2 outline-none pointer-coarse:h-11 data-highlighted:bg-active [&_svg]:size-4 [&_svg]:shrink-0'

type Props = {
  parts: MenuParts
  items: readonly MenuItem[]
  /** Takes what was chosen, to run it when the menu has closed. */
  onChoose: (run: () => void) => void
}

export function MenuItems({ parts, items, onChoose }: Props) {
  return items.map((item, at) => (
    <MenuEntry key={keyOf(item, at)} parts={parts} item={item} onChoose={onChoose} />
  ))
}

/** By its place, not its label: a choice keeps the focus when its label changes with it, and two may read the same. */
function keyOf(item: MenuItem, at: number) {
  return `${item.type ?? 'action'}-${at}`
}

function MenuEntry({ parts, item, onChoose }: Omit<Props, 'items'> & { item: MenuItem }) {
  switch (item.type) {
    case 'separator':
      return <parts.Separator className="-mx-1 my-1 h-px bg-line" />
    case 'heading':
      return (
        <parts.Label className="px-2 pt-1.5 pb-1 font-medium text-muted text-xs">{item.label}</parts.Label>
      )
    case 'choice':
      return (
        <parts.CheckboxItem
          checked={item.checked}
          className={itemStyle}
          // Several may be chosen one after the other, so the menu stays.
          onSelect={(event) => {
            event.preventDefault()
            item.onSelect()
          }}
        >
          <span className="flex size-4 items-center justify-center text-accent">
            {item.checked && <Check aria-hidden />}
          </span>
          <ItemLabel item={item} />
        </parts.CheckboxItem>
      )
    case 'link':
      return <MenuLinkEntry parts={parts} item={item} />
    default:
      return <MenuActionEntry parts={parts} item={item} onChoose={onChoose} />
  }
}

function MenuActionEntry({ parts, item, onChoose }: Omit<Props, 'items'> & { item: MenuAction }) {
  const blocked = item.unavailable !== undefined
  return (
    <parts.Item
      className={cx(
        itemStyle,
        item.danger ? 'text-danger' : '[&_svg]:text-muted',
        blocked && 'h-auto cursor-default py-1.5 text-muted',
      )}
      aria-disabled={blocked || undefined}
      // Not Radix's own `disabled`: it would take the reason out of reach of the keyboard.
      onSelect={(event) => (blocked ? event.preventDefault() : onChoose(item.onSelect))}
    >
      {item.icon}
      <ItemLabel item={item} note={item.unavailable} />
    </parts.Item>
  )
}

function MenuLinkEntry({ parts, item }: { parts: MenuParts; item: MenuLink }) {
  const content = (
    <>
      {item.icon}
      <ItemLabel item={item} />
    </>
  )
  const style = cx(itemStyle, '[&_svg]:text-muted')
  return (
    <parts.Item asChild>
      {item.download ? (
        <a href={item.href} download className={style}>
          {content}
        </a>
      ) : (
        <Link href={item.href} className={style}>
          {content}
        </Link>
      )}
    </parts.Item>
  )
}

function ItemLabel({ item, note }: { item: { label: string; shortcut?: string }; note?: ReactNode }) {
  return (
    <>
      <span className="min-w-0 flex-1">
        {item.label}
        {note && <span className="block text-xs">{note}</span>}
      </span>
      {item.shortcut && (
        <span aria-hidden className="ml-4 pointer-coarse:hidden">
          <Kbd>{item.shortcut.toUpperCase()}</Kbd>
        </span>
      )}
    </>
  )
}
