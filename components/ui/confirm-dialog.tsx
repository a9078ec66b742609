'use client'

import { CircleAlert } from 'lucide-react'
import { AlertDialog as Radix } from 'radix-ui'
import { type ReactNode, useState, useTransition } from 'react'
import { Button } from './button'
import { cx } from './class-names'
import { panelStyle, scrimStyle } from './dialog'
import { useReturnFocus } from './return-focus'

type Props = {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** The question: "Empty VIP?" */
  title: string
  /** What is lost, by name and number: "12,403 contacts leave it." */
  children: ReactNode
  /** The verb and its noun again, never "OK": "Empty audience". */
  confirmLabel: string
  tone?: 'danger' | 'primary'
  /** Answers what went wrong, and the dialog stays and says it; nothing, and it closes. */
  onConfirm: () => Promise<string | undefined> | undefined
}

/** Asks before what can't be taken back. Where it can be, do it and offer undo in a toast instead. */
export function ConfirmDialog(props: Props) {
  const { open, onOpenChange, title, children, confirmLabel, tone = 'danger', onConfirm } = props
  const returnFocus = useReturnFocus()
  const [error, setError] = useState<string>()
  const [pending, startTransition] = useTransition()

  const change = (next: boolean) => {
    setError(undefined)
    onOpenChange(next)
  }
  const confirm = () =>
    startTransition(async () => {
      const failed = await onConfirm()
      if (failed) setError(failed)
      else change(false)
    })

  return (
    <Radix.Root open={open} onOpenChange={change}>
      <Radix.Portal>
        <Radix.Overlay className={scrimStyle} />
        <Radix.Content {...returnFocus} className={cx(panelStyle, 'gap-2 p-5 sm:max-w-md')}>
          <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
          <Radix.Description asChild>
            <div className="overflow-y-auto text-muted">{children}</div>
          </Radix.Description>
          <div aria-live="assertive">{error && <Failure>{error}</Failure>}</div>
          <div className="mt-3 flex flex-wrap justify-end gap-2">
            <Radix.Cancel asChild>
              <Button>Cancel</Button>
            </Radix.Cancel>
            <Button variant={tone} pending={pending} onClick={confirm}>
              {confirmLabel}
            </Button>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function Failure({ children }: { children: string }) {
  return (
    <p className="mt-1 flex gap-1.5 rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      {children}
    </p>
  )
}
