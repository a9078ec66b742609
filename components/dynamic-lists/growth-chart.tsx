'use client'

import { type PointerEvent, useState } from 'react'
import { formatCount, formatCountShort } from '@/lib/format/counts'
import { cx } from '../ui/class-names'
import { areaPath, barsPath, labelledPlaces, linePath, scaleAcross, scaleTo } from './chart-scale'
import { formatDay, formatPeriod, type Period } from './growth-periods'

/** In pixels, whatever the width: so nothing has to be measured, and the server draws what the browser shows. */
const areaHeight = 208
const barsHeight = 88

type Props = {
  periods: readonly Period[]
  /** What a period is: "day", "week", "3 weeks". */
  unit: string
}

/** Members as an area, joined and left under it. A slider without a look of its own is what points, taps and keys move. */
export function GrowthChart({ periods, unit }: Props) {
  const [chosen, setChosen] = useState<number | null>(null)
  const count = periods.length
  const period = chosen === null ? undefined : periods[chosen]

  const point = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    setChosen(Math.min(count - 1, Math.max(0, Math.floor(((event.clientX - left) / width) * count))))
  }

  return (
    <div className="relative pl-12">
      <ChartTitle>Members at the end of every {unit}</ChartTitle>
      <div className="relative rounded-sm has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent">
        <MembersArea periods={periods} />
        <Legend unit={unit} />
        <ChangeBars periods={periods} />
        {period && chosen !== null && <Pointed period={period} place={(chosen + 0.5) / count} />}
        <input
          type="range"
          aria-label={`Figures per ${unit}`}
          aria-valuetext={inWords(periods[chosen ?? count - 1])}
          min={0}
          max={count - 1}
          value={chosen ?? count - 1}
          onChange={(event) => setChosen(Number(event.target.value))}
          onFocus={() => setChosen((now) => now ?? count - 1)}
          onBlur={() => setChosen(null)}
          onPointerMove={point}
          onPointerLeave={(event) => event.pointerType === 'mouse' && setChosen(null)}
          className="absolute inset-0 m-0 size-full cursor-crosshair touch-pan-y appearance-none opacity-0 [&::-moz-range-thumb]:w-px [&::-moz-range-thumb]:border-0 [&::-webkit-slider-thumb]:w-px [&::-webkit-slider-thumb]:appearance-none"
        />
      </div>
      <DayLabels periods={periods} />
    </div>
  )
}

function inWords(period: Period | undefined) {
  if (!period) return undefined
  const { members, joined, left } = period
  const counts = `${formatCount(members)} members, ${formatCount(joined)} joined, ${formatCount(left)} left`
  return `${formatPeriod(period)}: ${counts}`
}

function ChartTitle({ children }: { children: React.ReactNode }) {
  return <p className="-ml-12 mb-3 font-medium text-muted text-xs">{children}</p>
}

function MembersArea({ periods }: { periods: readonly Period[] }) {
  const members = periods.map((period) => period.members)
  const { top, ticks } = scaleTo(Math.max(...members), 4)
  return (
    <div aria-hidden className="relative" style={{ height: areaHeight }}>
      {ticks.map((tick) => (
        <GridLine key={tick} y={areaHeight - (tick / top) * areaHeight} label={formatCountShort(tick)} />
      ))}
      <Drawing width={periods.length} height={areaHeight}>
        <path d={areaPath(members, top, areaHeight)} className="fill-accent/15" />
        <path
          d={linePath(members, top, areaHeight)}
          className="fill-none stroke-2 stroke-accent [stroke-linejoin:round]"
          vectorEffect="non-scaling-stroke"
        />
      </Drawing>
    </div>
  )
}

function ChangeBars({ periods }: { periods: readonly Period[] }) {
  const joined = periods.map((period) => period.joined)
  const left = periods.map((period) => period.left)
  const { up, down } = scaleAcross(Math.max(...joined), Math.max(...left))
  const unit = barsHeight / (up + down)
  const base = Math.round(up * unit)
  return (
    <div aria-hidden className="relative" style={{ height: barsHeight }}>
      {up > 0 && <GridLine y={0} label={`+${formatCountShort(up)}`} />}
      <GridLine y={base} label="0" strong />
      {down > 0 && <GridLine y={barsHeight} label={`−${formatCountShort(down)}`} />}
      <Drawing width={periods.length} height={barsHeight}>
        <path d={barsPath(joined, base, unit)} className="fill-good" />
        <path d={barsPath(left, base, -unit)} className="fill-danger" />
      </Drawing>
    </div>
  )
}

function Drawing({ width, height, children }: { width: number; height: number; children: React.ReactNode }) {
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className="absolute inset-0 size-full overflow-visible"
    >
      {children}
    </svg>
  )
}

function GridLine({ y, label, strong = false }: { y: number; label: string; strong?: boolean }) {
  return (
    <div
      className={cx('absolute inset-x-0 border-t', strong ? 'border-line-strong' : 'border-line')}
      style={{ top: y }}
    >
      <span
        data-numbers
        className="-translate-y-1/2 absolute top-0 right-full whitespace-nowrap pr-2 text-muted text-xs"
      >
        {label}
      </span>
    </div>
  )
}

function Legend({ unit }: { unit: string }) {
  return (
    <p className="-ml-12 mt-5 mb-3 flex flex-wrap gap-x-4 font-medium text-muted text-xs">
      Per {unit}
      <span className="flex items-center gap-1.5">
        <span aria-hidden className="size-2.5 rounded-sm bg-good" />
        Joined, upwards
      </span>
      <span className="flex items-center gap-1.5">
        <span aria-hidden className="size-2.5 rounded-sm bg-danger" />
        Left, downwards
      </span>
    </p>
  )
}

/** The line through the day pointed at, and its figures on the side that has room. */
function Pointed({ period, place }: { period: Period; place: number }) {
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute inset-y-0 z-10 border-muted border-l"
      style={{ left: `${place * 100}%` }}
    >
      <dl
        data-numbers
        className={cx(
          'absolute top-0 grid w-36 grid-cols-[1fr_auto] gap-x-3 rounded-md bg-raised px-2 py-1.5 text-ink text-xs shadow-float',
          place > 0.5 ? 'right-2' : 'left-2',
        )}
      >
        <div className="col-span-2 font-medium">{formatPeriod(period)}</div>
        <dt className="text-muted">Members</dt>
        <dd className="text-right">{formatCount(period.members)}</dd>
        <dt className="text-muted">Joined</dt>
        <dd className="text-right">{formatCount(period.joined)}</dd>
        <dt className="text-muted">Left</dt>
        <dd className="text-right">{formatCount(period.left)}</dd>
      </dl>
    </div>
  )
}

/** Days under the plot. Where it is narrow there is room for the first, the middle and the last. */
function DayLabels({ periods }: { periods: readonly Period[] }) {
  const places = labelledPlaces(periods.length)
  return (
    <div aria-hidden data-numbers className="relative mt-2 h-4 text-muted text-xs">
      {places.map((place, at) => {
        const edge = places.length > 1 && (at === 0 || at === places.length - 1)
        return (
          <span
            key={place}
            className={cx(
              'absolute whitespace-nowrap',
              !edge && '-translate-x-1/2',
              at % 2 === 1 && !edge && 'hidden lg:block',
            )}
            // The first begins and the last ends with the plot; the others stand below their day.
            style={
              edge
                ? { [at === 0 ? 'left' : 'right']: 0 }
                : { left: `${((place + 0.5) / periods.length) * 100}%` }
            }
          >
            {formatDay(periods[place]?.last ?? '')}
          </span>
        )
      })}
    </div>
  )
}
