import { Download } from 'lucide-react'
import { formatCount } from '@/lib/format/counts'
import { type Import, type Rejection, rejectionsKeptMax } from '@/lib/imports/schema'
import { buttonStyle } from '../ui/button'
import { ScrollRegion } from '../ui/scroll-region'

/** The first rows that were not used, and all that are kept as a file to be mended. */
export function RejectedRows({ of, rows }: { of: Import; rows: readonly Rejection[] }) {
  if (of.counts.rejected === 0) return null
  return (
    <section aria-labelledby="rejected" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <div>
          <h2 id="rejected" className="font-semibold text-lg">
            Rejected rows
          </h2>
          <p className="text-muted text-sm">{extentOf(of.counts.rejected, rows.length)}</p>
        </div>
        {rows.length > 0 && (
          <a href={`/imports/${of.id}/rejections.csv`} download className={buttonStyle({})}>
            <Download aria-hidden />
            Download as CSV
          </a>
        )}
      </div>
      {rows.length > 0 && <RowTable rows={rows} />}
    </section>
  )
}

function extentOf(rejected: number, shown: number): string {
  if (shown === 0) return `${formatCount(rejected)} rows, which are kept no longer.`
  if (rejected <= shown) return 'Mend them in the file that you download, and import that.'
  const kept =
    rejected > rejectionsKeptMax ? `; the file has the first ${formatCount(rejectionsKeptMax)} at most` : ''
  return `The first ${formatCount(shown)} of ${formatCount(rejected)}${kept}. Mend them in the file that you download, and import that.`
}

function RowTable({ rows }: { rows: readonly Rejection[] }) {
  return (
    <ScrollRegion label="First rejected rows" className="max-h-96">
      <table className="w-full border-collapse text-sm">
        <thead className="sticky top-0 bg-sunken text-left">
          <tr>
            <th scope="col" className="whitespace-nowrap px-3 py-2 text-right font-medium">
              Line
            </th>
            <th scope="col" className="px-3 py-2 font-medium">
              Value
            </th>
            <th scope="col" className="w-full px-3 py-2 font-medium">
              Reason
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ line, value, reason }) => (
            <tr key={line} className="border-line border-t">
              <td data-numbers className="whitespace-nowrap px-3 py-2 text-right text-muted">
                {formatCount(line)}
              </td>
              <td className="max-w-60 truncate whitespace-nowrap px-3 py-2">
                <bdi>{value}</bdi>
              </td>
              <td className="min-w-60 px-3 py-2">{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
