import type { ReactNode } from 'react'

/** What a tab shows when it is no table: it scrolls by itself beside the properties, and with them where they stand above it. */
export function TabBody({ children }: { children: ReactNode }) {
  return (
    <div className="-mx-1 relative flex flex-col gap-6 px-1 pt-1 pb-6 lg:min-h-0 lg:flex-1 lg:overflow-y-auto">
      {children}
    </div>
  )
}
