'use client'

import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cx } from './class-names'
import { IconButton } from './icon-button'
import { useReturnFocus } from './return-focus'

type Props = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: ReactNode
  children?: ReactNode
  /** Buttons, the primary one last. Where a form fills the dialog they stand in the form: DialogFooter. */
  footer?: ReactNode
  size?: 'small' | 'normal' | 'large'
}

export const scrimStyle = 'fixed inset-0 z-40 animate-appear bg-scrim'

export const panelStyle =
  'fixed inset-x-0 bottom-0 z-40 mx-auto flex max-h-[calc(100dvh-32px)] w-full animate-rise flex-col rounded-t-lg bg-raised text-ink shadow-float focus:outline-none sm:top-[12vh] sm:bottom-auto sm:max-h-[76vh] sm:w-[calc(100%-32px)] sm:rounded-lg'

const sizes = { small: 'sm:max-w-md', normal: 'sm:max-w-lg', large: 'sm:max-w-3xl' }

/** The focus goes in, stays in, and returns to where it came from; Esc and a press outside close it. */
export function Dialog(props: Props) {
  const { open, onOpenChange, title, description, children, footer, size = 'normal' } = props
  const returnFocus = useReturnFocus(focusFirstField)
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={scrimStyle} />
        <Radix.Content
          className={cx(panelStyle, sizes[size])}
          {...returnFocus}
          {...(description ? {} : { 'aria-describedby': undefined })}
        >
          <div className="flex items-start gap-4 px-5 pt-4 pb-3">
            <div className="flex flex-1 flex-col gap-1 pt-1">
              <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
              {description && (
                <Radix.Description className="text-muted text-sm">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <IconButton label="Close" icon={<X aria-hidden />} className="-mr-1" />
            </Radix.Close>
          </div>
          <div className="min-h-0 overflow-y-auto px-5 pb-5">{children}</div>
          {footer && <DialogFooter className="px-5 pb-5">{footer}</DialogFooter>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** Into the first field, or the dialog itself: on its first button, Close, the focus would be of no use. */
export function focusFirstField(event: Event) {
  event.preventDefault()
  const panel = event.currentTarget as HTMLElement
  const field = panel.querySelector<HTMLElement>(
    'input:not([type="hidden"]), textarea, select, [data-autofocus]',
  )
  const target = field ?? panel
  target.focus()
}

export function DialogFooter({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={cx('flex flex-wrap justify-end gap-2', className ?? 'mt-5')}>{children}</div>
}
