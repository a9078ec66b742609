'use client'

import { ContextMenu as Radix } from 'radix-ui'
import { type ReactElement, useRef, useState } from 'react'
import type { MenuItem } from './menu-item'
import { MenuItems, menuStyle } from './menu-items'

type Props = {
  /**
   * What can be done with what is under the pointer (or in focus, for the keyboard's menu key). Nothing: the
   * browser's own menu comes up.
   */
  itemsFor: (target: HTMLElement) => readonly MenuItem[]
  /** The element within which a right click is heard: a row, or the whole table. */
  children: ReactElement
}

export function ContextMenu({ itemsFor, children }: Props) {
  const [items, setItems] = useState<readonly MenuItem[]>([])
  const chosen = useRef<(() => void) | null>(null)
  const cameFrom = useRef<HTMLElement | null>(null)

  return (
    <Radix.Root modal={false}>
      <Radix.Trigger
        asChild
        onContextMenuCapture={(event) => {
          const found = itemsFor(event.target as HTMLElement)
          cameFrom.current = document.activeElement as HTMLElement | null
          setItems(found)
          // Radix opens on this event unless it is stopped on its way.
          if (found.length === 0) event.stopPropagation()
        }}
      >
        {children}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          collisionPadding={8}
          className={`${menuStyle} [--menu-height:var(--radix-context-menu-content-available-height)]`}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            cameFrom.current?.focus()
            const run = chosen.current
            chosen.current = null
            if (run) setTimeout(run)
          }}
        >
          <MenuItems
            parts={Radix}
            items={items}
            onChoose={(run) => {
              chosen.current = run
            }}
          />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
