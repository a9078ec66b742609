'use client'

import dynamic from 'next/dynamic'
import { Skeleton } from '../ui/skeleton'

/** Large, and only for the browser: it comes after the page, and with no other page. */
const Viewer = dynamic(() => import('./viewer').then(({ Viewer }) => Viewer), {
  ssr: false,
  loading: Loading,
})

/** Every method of an OpenAPI document, with its explanation, an example and a form to try it out. */
export function ApiReference({ url }: { url: string }) {
  return <Viewer url={url} />
}

function Loading() {
  return (
    <div role="status" className="flex max-w-[1280px] flex-col gap-4 p-6">
      <span className="sr-only">Loading the API reference</span>
      <Skeleton className="h-7 w-60" />
      <Skeleton className="h-4 w-full max-w-[75ch]" />
      <Skeleton className="h-4 w-full max-w-[65ch]" />
      <Skeleton className="h-64 w-full" />
    </div>
  )
}
