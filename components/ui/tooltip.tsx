'use client'

import { Tooltip as Radix } from 'radix-ui'
import { type PointerEvent, type ReactElement, type ReactNode, useState } from 'react'

/** Neighbours open at once after the first, as in a toolbar that is being explored. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={400} skipDelayDuration={200}>
      {children}
    </Radix.Provider>
  )
}

type Props = {
  content: ReactNode
  /** One element that takes a ref and can hold the focus. */
  children: ReactElement
  side?: 'top' | 'right' | 'bottom' | 'left'
  /** For what does nothing when pressed: there a tap shows the tooltip, since touch knows no hovering. */
  onTap?: boolean
  /** Asked at the moment of opening; false keeps it closed (nothing is cut off, say). */
  when?: (trigger: HTMLElement) => boolean
}

export function Tooltip({ content, children, side = 'top', onTap = false, when }: Props) {
  const [trigger, setTrigger] = useState<HTMLElement | null>(null)
  const [open, setOpen] = useState(false)

  const change = (next: boolean) => setOpen(next && (!when || !trigger || when(trigger)))
  const tap = (event: PointerEvent) => {
    if (onTap && event.pointerType === 'touch') change(!open)
  }

  return (
    <Radix.Root open={open} onOpenChange={change}>
      <Radix.Trigger asChild ref={setTrigger} onPointerUp={tap}>
        {children}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-w-80 animate-appear rounded-md bg-raised px-2 py-1 text-ink text-xs shadow-float"
        >
          {content}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
