'use client'

import { type PointerEvent, type ReactNode, useState } from 'react'
import { cx } from '../ui/class-names'
import { labelledPlaces } from './chart-scale'

type Props = {
  /** How many places there are from left to right. */
  count: number
  /** What the slider is: "Figures per day". */
  label: string
  /** What a screen reader says of a place. */
  wordsOf: (place: number) => string
  /** What a place shows while it is pointed at: its title and its figures. */
  figuresOf: (place: number) => {
    title: string
    figures: readonly (readonly [label: string, value: string])[]
  }
  /** What stands under a place. */
  labelOf: (place: number) => string
  title: string
  /** Drawings on top of each other. */
  children: ReactNode
}

/** The frame of a plot. A slider without a look of its own is what points, taps and keys move. */
export function Plot({ count, label, wordsOf, figuresOf, labelOf, title, children }: Props) {
  const [chosen, setChosen] = useState<number | null>(null)
  const place = chosen === null || chosen >= count ? null : chosen

  const point = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    setChosen(Math.min(count - 1, Math.max(0, Math.floor(((event.clientX - left) / width) * count))))
  }

  return (
    <div className="relative pl-12">
      <p className="-ml-12 mb-3 font-medium text-muted text-xs">{title}</p>
      <div className="relative rounded-sm has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent">
        {children}
        {place !== null && <Pointed {...figuresOf(place)} at={(place + 0.5) / count} />}
        <input
          type="range"
          aria-label={label}
          aria-valuetext={wordsOf(place ?? count - 1)}
          min={0}
          max={count - 1}
          value={place ?? count - 1}
          onChange={(event) => setChosen(Number(event.target.value))}
          onFocus={() => setChosen((now) => now ?? count - 1)}
          onBlur={() => setChosen(null)}
          onPointerMove={point}
          onPointerLeave={(event) => event.pointerType === 'mouse' && setChosen(null)}
          className="absolute inset-0 m-0 size-full cursor-crosshair touch-pan-y appearance-none opacity-0 [&::-moz-range-thumb]:w-px [&::-moz-range-thumb]:border-0 [&::-webkit-slider-thumb]:w-px [&::-webkit-slider-thumb]:appearance-none"
        />
      </div>
      <PlaceLabels count={count} labelOf={labelOf} />
    </div>
  )
}

export function Drawing({ width, height, children }: { width: number; height: number; children: ReactNode }) {
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

export function GridLine({ y, label, strong = false }: { y: number; label: string; strong?: boolean }) {
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

type LegendProps = { title: string; entries: readonly { label: string; style: string }[] }

export function Legend({ title, entries }: LegendProps) {
  return (
    <p className="-ml-12 mt-5 mb-3 flex flex-wrap gap-x-4 font-medium text-muted text-xs">
      {title}
      {entries.map(({ label, style }) => (
        <span key={label} className="flex items-center gap-1.5">
          <span aria-hidden className={cx('size-2.5 rounded-sm', style)} />
          {label}
        </span>
      ))}
    </p>
  )
}

type PointedProps = ReturnType<Props['figuresOf']> & { at: number }

/** The line through the place pointed at, and its figures on the side that has room. */
function Pointed({ title, figures, at }: PointedProps) {
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute inset-y-0 z-10 border-muted border-l"
      style={{ left: `${at * 100}%` }}
    >
      <dl
        data-numbers
        className={cx(
          'absolute top-0 grid w-36 grid-cols-[1fr_auto] gap-x-3 rounded-md bg-raised px-2 py-1.5 text-ink text-xs shadow-float',
          at > 0.5 ? 'right-2' : 'left-2',
        )}
      >
        <div className="col-span-2 font-medium">{title}</div>
        {figures.map(([label, value]) => (
          <div key={label} className="col-span-2 grid grid-cols-subgrid">
            <dt className="text-muted">{label}</dt>
            <dd className="text-right">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

/** Labels under the plot. Where it is narrow there is room for the first, the middle and the last. */
function PlaceLabels({ count, labelOf }: Pick<Props, 'count' | 'labelOf'>) {
  const places = labelledPlaces(count)
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
            // The first begins and the last ends with the plot; the others stand below their place.
            style={
              edge ? { [at === 0 ? 'left' : 'right']: 0 } : { left: `${((place + 0.5) / count) * 100}%` }
            }
          >
            {labelOf(place)}
          </span>
        )
      })}
    </div>
  )
}
