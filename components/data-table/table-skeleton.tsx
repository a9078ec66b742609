import { Skeleton } from '../ui/skeleton'

type Props = {
  /** As many as a page of the table has. */
  rows?: number
  /** As many as the table shows. */
  columns?: number
}

/** A table on its way: for loading.tsx and Suspense. Its measures are the table's, so nothing moves when that comes. */
export function TableSkeleton({ rows = 12, columns = 5 }: Props) {
  return (
    <div aria-busy className="flex min-h-0 flex-1 flex-col gap-2 overflow-hidden">
      <span className="sr-only" role="status">
        Loading
      </span>
      <div className="flex h-field items-center gap-2">
        <Skeleton className="h-field w-64" />
        <Skeleton className="ml-auto h-field w-20" />
      </div>
      <div className="-mx-3 border-line border-t">
        <div className="h-9 border-line border-b" />
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows that stand for nothing have nothing else.
          <div key={row} className="flex h-row items-center gap-6 border-line border-b px-3">
            <Skeleton className={`h-3 ${['w-64', 'w-48', 'w-56'][row % 3]}`} />
            <span className="flex-1" />
            {Array.from({ length: columns - 1 }, (_, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above.
              <Skeleton key={column} className="hidden h-3 w-20 sm:block" />
            ))}
          </div>
        ))}
      </div>
    </div>
  )
}
