import type { Route } from 'next'
import type { ReactNode } from 'react'

/**
 * One description of what can be done, for every door to it: the menu behind a button, the menu of a right click,
 * a bulk bar, a keyboard shortcut. What is described once cannot differ between them.
 */
export type MenuAction = {
  type?: 'action'
  /** A verb, with its object where the place does not say it: "Move to folder". */
  label: string
  /** 16 px, from lucide-react. */
  icon?: ReactNode
  /** A single key, shown at the right; where the menu's owner listens to keys (data-table), it runs the action. */
  shortcut?: string
  danger?: boolean
  /** Why it can't be done now; it then stays visible, does nothing and says why. */
  unavailable?: string | undefined
  /** Runs once the menu has closed and the focus is back where it was, so that a dialog returns it there. */
  onSelect: () => void
}

export type MenuLink = {
  type: 'link'
  label: string
  icon?: ReactNode
  shortcut?: string
  href: Route
  /** A file rather than a page. */
  download?: boolean
}

export type MenuItem =
  | MenuAction
  | MenuLink
  | { type: 'choice'; label: string; icon?: ReactNode; checked: boolean; onSelect: () => void }
  | { type: 'heading'; label: string }
  | { type: 'separator' }

/** The action or link that a key stands for, if any and if it can be done. */
export function itemForKey(items: readonly MenuItem[], key: string): MenuAction | MenuLink | undefined {
  return items
    .filter(isDoable)
    .find(
      (item) =>
        item.shortcut?.toLowerCase() === key.toLowerCase() && !('unavailable' in item && item.unavailable),
    )
}

/** An action or a link, as opposed to what shapes a menu. */
export function isDoable(item: MenuItem): item is MenuAction | MenuLink {
  return item.type === undefined || item.type === 'action' || item.type === 'link'
}
