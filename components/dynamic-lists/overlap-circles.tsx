import { formatCount, formatCountShort } from '@/lib/format/counts'
import { circlesOf, type Parts, type Region, regionsOf } from './circles'

/** The picture is drawn into this, whatever the numbers. */
const width = 480
const height = 260
const margin = 4
/** Narrower than this a part has no room for its number, which stands beside the picture anyway. */
const roomMin = 52

/** Two circles to scale. What they say is in words and in a table beside them. */
export function OverlapCircles({ parts }: { parts: Parts }) {
  const circles = circlesOf(parts)
  const left = Math.max(circles.a, circles.b - circles.distance)
  const wide = left + Math.max(circles.a, circles.distance + circles.b)
  const scale = Math.min(
    (width - 2 * margin) / wide,
    (height - 2 * margin) / (2 * Math.max(circles.a, circles.b)),
  )
  const zero = (width - wide * scale) / 2 + left * scale
  const x = (place: number) => zero + place * scale
  const regions = regionsOf(circles)
  return (
    <div aria-hidden className="relative w-full" style={{ aspectRatio: `${width} / ${height}` }}>
      <svg aria-hidden="true" viewBox={`0 0 ${width} ${height}`} className="absolute inset-0 size-full">
        <circle
          cx={x(circles.distance)}
          cy={height / 2}
          r={circles.b * scale}
          className="fill-muted/20 stroke-[1.5px] stroke-muted"
        />
        <circle
          cx={x(0)}
          cy={height / 2}
          r={circles.a * scale}
          className="fill-accent/20 stroke-[1.5px] stroke-accent"
        />
      </svg>
      {(['onlyA', 'both', 'onlyB'] as const).map((part) => (
        <PartLabel key={part} count={parts[part]} region={regions[part]} x={x} />
      ))}
    </div>
  )
}

type LabelProps = { count: number; region: Region; x: (place: number) => number }

function PartLabel({ count, region, x }: LabelProps) {
  if (count === 0 || x(region.to) - x(region.from) < roomMin) return null
  return (
    <span
      data-numbers
      className="-translate-1/2 absolute top-1/2 font-medium text-ink text-sm"
      style={{ left: `${(x((region.from + region.to) / 2) / width) * 100}%` }}
    >
      {count < 10_000 ? formatCount(count) : formatCountShort(count)}
    </span>
  )
}
