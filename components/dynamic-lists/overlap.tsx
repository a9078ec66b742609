import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { formatCount, formatShare } from '@/lib/format/counts'
import { ListIcon, type ListKind } from '../lists/list-icon'
import { cx } from '../ui/class-names'
import { Skeleton } from '../ui/skeleton'
import type { Parts } from './circles'
import { OverlapCircles } from './overlap-circles'
import { overlapInWords } from './overlap-words'

export type Side = { id: string; name: string; kind: ListKind }

type Props = { a: Side; b: Side; parts: Parts }

const frameStyle = 'flex flex-col gap-6 xl:flex-row xl:items-start xl:gap-10'
const pictureStyle = 'w-full max-w-[480px] shrink-0 xl:w-[44%]'

/** How two lists overlap: in words, as two circles, and as a table. */
export function Overlap({ a, b, parts }: Props) {
  const empty = parts.onlyA + parts.both + parts.onlyB === 0
  return (
    <figure aria-labelledby="overlap-in-words" className="flex flex-col gap-5">
      <figcaption id="overlap-in-words" className="max-w-[75ch] break-words">
        {overlapInWords(a.name, b.name, parts)}
      </figcaption>
      {!empty && (
        <div className={frameStyle}>
          <div className={pictureStyle}>
            <OverlapCircles parts={parts} />
          </div>
          <OverlapTable a={a} b={b} parts={parts} />
        </div>
      )}
    </figure>
  )
}

export function OverlapSkeleton() {
  return (
    <div aria-busy className="flex flex-col gap-5">
      <span className="sr-only" role="status">
        Counting
      </span>
      <div className="flex h-5 items-center">
        <Skeleton className="h-3 w-80 max-w-full" />
      </div>
      <div className={frameStyle}>
        <div className={pictureStyle}>
          <Skeleton className="aspect-[480/260] w-full" />
        </div>
        <div className="flex flex-1 flex-col gap-4 pt-3">
          {[0, 1, 2, 3].map((row) => (
            <Skeleton key={row} className="h-4 w-full max-w-lg" />
          ))}
        </div>
      </div>
    </div>
  )
}

const swatches = {
  onlyA: 'border-accent bg-accent/20',
  both: 'border-accent bg-linear-to-r from-accent/30 to-muted/50',
  onlyB: 'border-muted bg-muted/20',
}

function OverlapTable({ a, b, parts }: Props) {
  const [inA, inB] = [parts.onlyA + parts.both, parts.onlyB + parts.both]
  const share = (count: number, of: number) => (of === 0 ? '–' : formatShare(count / of))
  return (
    <div className="min-w-0 flex-1 overflow-x-auto">
      <table aria-label="Overlap" data-numbers className="w-full text-sm">
        <thead className="text-muted text-xs">
          <tr className="h-9 border-line border-b">
            <th scope="col" className="text-left font-medium">
              Part
            </th>
            {['Contacts', 'Of this list', 'Of the other'].map((label) => (
              <th key={label} scope="col" className="whitespace-nowrap pl-4 text-right font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Row
            swatch={swatches.onlyA}
            label={
              <>
                Only in <SideName side={a} />
              </>
            }
            cells={[parts.onlyA, share(parts.onlyA, inA), '–']}
          />
          <Row
            swatch={swatches.both}
            label="In both"
            cells={[parts.both, share(parts.both, inA), share(parts.both, inB)]}
          />
          <Row
            swatch={swatches.onlyB}
            label={
              <>
                Only in <SideName side={b} link />
              </>
            }
            cells={[parts.onlyB, '–', share(parts.onlyB, inB)]}
          />
          <Row label="In either" cells={[inA + parts.onlyB, '', '']} />
        </tbody>
      </table>
    </div>
  )
}

function SideName({ side, link = false }: { side: Side; link?: boolean }) {
  return (
    <>
      {link ? (
        <Link href={`/dynamic-lists/${side.id}` as Route} className="text-accent hover:underline">
          <bdi>{side.name}</bdi>
        </Link>
      ) : (
        <bdi>{side.name}</bdi>
      )}{' '}
      <ListIcon kind={side.kind} plain />
    </>
  )
}

type RowProps = { swatch?: string; label: ReactNode; cells: [number, string, string] }

function Row({ swatch, label, cells: [count, ofA, ofB] }: RowProps) {
  return (
    <tr className="h-row border-line border-b">
      <th scope="row" className="min-w-32 py-1.5 text-left font-normal">
        <span className="flex items-baseline gap-2">
          <span aria-hidden className={cx('size-2.5 shrink-0 rounded-full', swatch && 'border', swatch)} />
          <span className="line-clamp-2 min-w-0 [overflow-wrap:anywhere]">{label}</span>
        </span>
      </th>
      <td className="pl-4 text-right font-medium">{formatCount(count)}</td>
      <td className="pl-4 text-right text-muted">{ofA}</td>
      <td className="pl-4 text-right text-muted">{ofB}</td>
    </tr>
  )
}
