import { formatCount } from '@/lib/format/counts'
import type { LinkClicks } from '@/lib/mailings/report/schema'

/** How often each link was followed, the most first. */
export function LinkClicksTable({ links }: { links: readonly LinkClicks[] }) {
  if (links.length === 0) return null
  return (
    <section aria-labelledby="links" className="flex flex-col gap-3">
      <h2 id="links" className="font-medium text-sm">
        Links
      </h2>
      <div className="overflow-x-auto">
        <table aria-label="Links" data-numbers className="w-full text-sm">
          <thead className="text-muted text-xs">
            <tr className="h-9 border-line border-b">
              <th scope="col" className="pr-4 text-left font-medium">
                Leads to
              </th>
              <th scope="col" className="pl-4 text-right font-medium">
                Recipients
              </th>
              <th scope="col" className="pl-4 text-right font-medium">
                Clicks
              </th>
            </tr>
          </thead>
          <tbody>
            {links.map(({ number, url, contacts, clicks }) => (
              <tr key={number} className="h-row border-line border-b">
                {/* Text, not a link: where it leads was written by somebody else. */}
                <th scope="row" className="py-2 pr-4 text-left font-normal">
                  <span className="break-all">{url}</span>
                </th>
                <td className="pl-4 text-right">{formatCount(contacts)}</td>
                <td className="pl-4 text-right">{formatCount(clicks)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
