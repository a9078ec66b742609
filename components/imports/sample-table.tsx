import type { Sample } from '@/lib/imports/schema'
import { Notice } from '../ui/notice'
import { ScrollRegion } from '../ui/scroll-region'

/** How a file begins. */
export function SampleTable({ sample }: { sample: Sample }) {
  const { heading, rows, problem } = sample
  return (
    <div className="flex flex-col gap-3">
      {problem !== null && <Notice tone="danger">{problem}</Notice>}
      {heading.length > 0 && (
        <ScrollRegion label="First rows">
          <table className="w-full border-collapse text-sm">
            <thead className="bg-sunken text-left">
              <tr>
                {numbered(heading).map(([key, name]) => (
                  <th key={key} scope="col" className="whitespace-nowrap px-3 py-2 font-medium">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {numbered(rows).map(([key, cells]) => (
                <tr key={key} className="border-line border-t">
                  {heading.map((_, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                    <td key={i} className="max-w-80 truncate whitespace-nowrap px-3 py-2 text-muted">
                      <bdi>{cells[i] ?? ''}</bdi>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </div>
  )
}

/** Rows and columns of a file are what their place says. */
function numbered<T>(items: readonly T[]): [key: string, item: T][] {
  return items.map((item, i) => [String(i), item])
}
