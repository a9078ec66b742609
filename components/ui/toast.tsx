'use client'

import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert, X } from 'lucide-react'
import { Toast as Radix } from 'radix-ui'
import { createContext, type ReactNode, useContext, useState } from 'react'
import { Button } from './button'
import { cx } from './class-names'
import { IconButton } from './icon-button'

export type ToastMessage = {
  /** What happened: "VIP moved to Spring". */
  title: string
  /** What it means for the user's data, and what to do. */
  description?: string
  tone?: 'good' | 'info' | 'warning' | 'danger'
  /** The way back: `{ label: 'Undo', onAction }`. */
  action?: { label: string; onAction: () => void }
}

const ToastContext = createContext<(message: ToastMessage) => void>(() => {})

/** `const toast = useToast(); toast({ title: 'VIP moved to Spring', action: { label: 'Undo', onAction } })`. */
export function useToast() {
  return useContext(ToastContext)
}

const tones: Record<NonNullable<ToastMessage['tone']>, { icon: LucideIcon; style: string }> = {
  good: { icon: CircleCheck, style: 'text-good' },
  info: { icon: Info, style: 'text-info' },
  warning: { icon: TriangleAlert, style: 'text-warning' },
  danger: { icon: CircleAlert, style: 'text-danger' },
}

type Shown = ToastMessage & { id: number }

export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown[]>([])

  // At most three at a time: more is not read but waited for.
  const add = (message: ToastMessage) =>
    setShown((before) => [...before, { ...message, id: (before.at(-1)?.id ?? 0) + 1 }].slice(-3))
  const drop = (id: number) => setShown((before) => before.filter((toast) => toast.id !== id))

  return (
    <ToastContext value={add}>
      <Radix.Provider label="Notification" swipeDirection="right">
        {children}
        {shown.map((toast) => (
          <ToastCard key={toast.id} toast={toast} onClosed={() => drop(toast.id)} />
        ))}
        <Radix.Viewport
          label="Notifications ({hotkey})"
          // On a phone dialogs lie at the bottom, and their buttons must not be covered.
          className={cx(
            'fixed right-0 bottom-0 z-50 flex w-full max-w-96 flex-col gap-2 p-4 empty:hidden',
            'max-sm:[body:has([role$=dialog])_&]:top-0 max-sm:[body:has([role$=dialog])_&]:bottom-auto',
          )}
        />
      </Radix.Provider>
    </ToastContext>
  )
}

function ToastCard({ toast, onClosed }: { toast: Shown; onClosed: () => void }) {
  const { tone = 'good', title, description, action } = toast
  const { icon: Icon, style } = tones[tone]
  const bad = tone === 'danger' || tone === 'warning'
  return (
    <Radix.Root
      type={bad ? 'foreground' : 'background'}
      // What can be undone or has gone wrong stays until it can have been read; the pointer or the focus holds it.
      duration={bad ? 60_000 : action ? 12_000 : 6_000}
      onOpenChange={(open) => !open && onClosed()}
      className="flex animate-rise items-start gap-3 rounded-lg bg-raised py-3 pr-2 pl-3 text-ink text-sm shadow-float data-[swipe=move]:translate-x-(--radix-toast-swipe-move-x)"
    >
      <Icon aria-hidden className={cx('mt-1 size-4 shrink-0', style)} />
      <div className="min-w-0 flex-1 py-0.5">
        <Radix.Title className="font-medium">{title}</Radix.Title>
        {description && <Radix.Description className="text-muted">{description}</Radix.Description>}
      </div>
      {action && (
        <Radix.Action asChild altText={action.label} onClick={action.onAction}>
          <Button size="small">{action.label}</Button>
        </Radix.Action>
      )}
      <Radix.Close asChild>
        <IconButton size="small" label="Dismiss" icon={<X aria-hidden />} />
      </Radix.Close>
    </Radix.Root>
  )
}
