import { CircleAlert } from 'lucide-react'

/** What stands in the way of the whole form, above its button; announced when it appears. */
export function FormMessage({ children }: { children: string | undefined }) {
  return (
    <div role="alert" className="empty:hidden">
      {children && (
        <p className="flex gap-1.5 rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {children}
        </p>
      )}
    </div>
  )
}
