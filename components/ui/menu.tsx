'use client'

import { DropdownMenu } from 'radix-ui'
import { type ReactElement, useRef } from 'react'
import type { MenuItem } from './menu-item'
import { MenuItems, menuStyle } from './menu-items'

type Props = {
  /** Asked for when the menu opens, so that a table of rows does not build a menu for each. */
  items: readonly MenuItem[] | (() => readonly MenuItem[])
  /** The button that opens it: an IconButton or Button. */
  children: ReactElement
  align?: 'start' | 'end'
  side?: 'bottom' | 'right' | 'top'
}

/** The menu behind a button. The same items behind a right click: ContextMenu. */
export function Menu({ items, children, align = 'end', side = 'bottom' }: Props) {
  const chosen = useRef<(() => void) | null>(null)

  // The focus is on its way back to the button: what opens now (a dialog) will return it there too.
  const runChosen = () => {
    const run = chosen.current
    chosen.current = null
    if (run) setTimeout(run)
  }

  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{children}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={runChosen}
          className={`${menuStyle} [--menu-height:var(--radix-dropdown-menu-content-available-height)]`}
        >
          <MenuItems
            parts={DropdownMenu}
            items={typeof items === 'function' ? items() : items}
            onChoose={(run) => {
              chosen.current = run
            }}
          />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
