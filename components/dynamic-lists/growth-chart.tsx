'use client'

import { formatCount, formatCountShort } from '@/lib/format/counts'
import { areaPath, barsPath, linePath, scaleAcross, scaleTo } from '../plots/chart-scale'
import { Drawing, GridLine, Legend, Plot } from '../plots/plot'
import { formatDay, formatPeriod, type Period } from './growth-periods'

/** In pixels, whatever the width: so nothing has to be measured, and the server draws what the browser shows. */
const areaHeight = 208
const barsHeight = 88

type Props = {
  periods: readonly Period[]
  /** What a period is: "day", "week", "3 weeks". */
  unit: string
}

/** Members as an area, joined and left under it. */
export function GrowthChart({ periods, unit }: Props) {
  return (
    <Plot
      count={periods.length}
      title={`Members at the end of every ${unit}`}
      label={`Figures per ${unit}`}
      wordsOf={(place) => inWords(periods[place])}
      figuresOf={(place) => figuresOf(periods[place])}
      labelOf={(place) => formatDay(periods[place]?.last ?? '')}
    >
      <MembersArea periods={periods} />
      <Legend
        title={`Per ${unit}`}
        entries={[
          { label: 'Joined, upwards', style: 'bg-good' },
          { label: 'Left, downwards', style: 'bg-danger' },
        ]}
      />
      <ChangeBars periods={periods} />
    </Plot>
  )
}

function inWords(period: Period | undefined): string {
  if (!period) return ''
  const { members, joined, left } = period
  const counts = `${formatCount(members)} members, ${formatCount(joined)} joined, ${formatCount(left)} left`
  return `${formatPeriod(period)}: ${counts}`
}

function figuresOf(period: Period | undefined) {
  if (!period) return { title: '', figures: [] }
  const figures = [
    ['Members', formatCount(period.members)],
    ['Joined', formatCount(period.joined)],
    ['Left', formatCount(period.left)],
  ] as const
  return { title: formatPeriod(period), figures }
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
