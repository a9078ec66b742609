'use client'

import { Menu as MenuIcon, X } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { useState } from 'react'
import { focusFirstField, scrimStyle } from '../ui/dialog'
import { IconButton } from '../ui/icon-button'
import { useReturnFocus } from '../ui/return-focus'
import { Wordmark } from './logo'
import { NavList } from './nav-list'
import type { NavSection } from './navigation'

/** The navigation where the window has no room for it at the side. */
export function NavDrawer({ sections }: { sections: readonly NavSection[] }) {
  const [open, setOpen] = useState(false)
  const returnFocus = useReturnFocus(focusFirstField)
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger asChild>
        <IconButton label="Open navigation" icon={<MenuIcon aria-hidden />} side="bottom" />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className={scrimStyle} />
        <Dialog.Content
          aria-describedby={undefined}
          {...returnFocus}
          className="fixed inset-y-0 left-0 z-40 flex w-72 max-w-[calc(100vw-48px)] animate-slide flex-col bg-canvas shadow-float focus:outline-none"
        >
          <div className="flex h-topbar shrink-0 items-center justify-between pr-2 pl-5">
            <Dialog.Title asChild>
              <span>
                <Wordmark />
                <span className="sr-only"> navigation</span>
              </span>
            </Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label="Close" icon={<X aria-hidden />} />
            </Dialog.Close>
          </div>
          <NavList sections={sections} onGo={() => setOpen(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
