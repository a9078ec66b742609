import type { Route } from 'next'
import Link from 'next/link'
import { type CardMailing, mailingsMax } from '@/lib/contacts/card/schema'
import { RelativeTime } from '../ui/relative-time'

/** What became of the latest mailings to the contact. */
export function CardMailings({ mailings }: { mailings: CardMailing[] }) {
  if (mailings.length === 0) return <p className="text-muted">No mailing was sent to this contact.</p>
  return (
    <>
      <table data-numbers className="w-full border-collapse border-line border-y text-sm">
        <thead>
          <tr className="h-row text-left text-muted text-xs">
            {['Mailing', 'Received', 'Opened', 'Clicked'].map((label) => (
              <th key={label} scope="col" className="pr-3 font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {mailings.map(({ mailingId, name, receivedAt, openedAt, clickedAt }) => (
            <tr key={mailingId} className="h-row border-line border-t">
              <th scope="row" className="pr-3 text-left font-medium">
                {name === null ? (
                  mailingId
                ) : (
                  <Link href={`/mailings/${mailingId}` as Route} className="text-accent hover:underline">
                    <bdi>{name}</bdi>
                  </Link>
                )}
              </th>
              {[receivedAt, openedAt, clickedAt].map((at, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: The columns never change their places.
                <td key={column} className="pr-3">
                  <RelativeTime at={at} never="No" />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {mailings.length === mailingsMax && (
        <p className="mt-2 text-muted text-xs">The latest {mailingsMax} are shown.</p>
      )}
    </>
  )
}
