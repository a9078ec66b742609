'use client'

import { formatCount, formatCountShort } from '@/lib/format/counts'
import { formatDateTime } from '@/lib/format/dates'
import type { ReportMoment } from '@/lib/mailings/report/schema'
import { areaPath, linePath, scaleTo } from '../../plots/chart-scale'
import { Drawing, GridLine, Legend, Plot } from '../../plots/plot'
import { useClock } from '../../ui/clock'

/** In pixels, whatever the width: so nothing has to be measured, and the server draws what the browser shows. */
const height = 200

type Props = {
  moments: readonly ReportMoment[]
  /** What a moment is: "hour", "6 hours". */
  unit: string
}

/** Opens as an area, clicks and unsubscribes as lines. */
export function MomentsChart({ moments, unit }: Props) {
  const { timeZone } = useClock()
  const opened = moments.map((moment) => moment.opened)
  const clicked = moments.map((moment) => moment.clicked)
  const unsubscribed = moments.map((moment) => moment.unsubscribed)
  const { top, ticks } = scaleTo(Math.max(1, ...opened, ...clicked, ...unsubscribed), 4)
  const when = (place: number) => formatDateTime(new Date(moments[place]?.at ?? 0), timeZone)
  const figures = (place: number) => {
    const moment = moments[place]
    return [
      ['Opened', formatCount(moment?.opened ?? 0)],
      ['Clicked', formatCount(moment?.clicked ?? 0)],
      ['Unsubscribed', formatCount(moment?.unsubscribed ?? 0)],
    ] as const
  }
  return (
    <Plot
      count={moments.length}
      title={`First opens, first clicks and unsubscribes, per ${unit}`}
      label={`Figures per ${unit}`}
      wordsOf={(place) =>
        `${when(place)}: ${figures(place)
          .map(([label, value]) => `${value} ${label.toLowerCase()}`)
          .join(', ')}`
      }
      figuresOf={(place) => ({ title: when(place), figures: figures(place) })}
      labelOf={when}
    >
      <div aria-hidden className="relative" style={{ height }}>
        {ticks.map((tick) => (
          <GridLine key={tick} y={height - (tick / top) * height} label={formatCountShort(tick)} />
        ))}
        <Drawing width={moments.length} height={height}>
          <path d={areaPath(opened, top, height)} className="fill-accent/15" />
          <Line values={opened} top={top} style="stroke-accent" />
          <Line values={clicked} top={top} style="stroke-good" />
          <Line values={unsubscribed} top={top} style="stroke-danger" />
        </Drawing>
      </div>
      <Legend
        title=""
        entries={[
          { label: 'Opened', style: 'bg-accent' },
          { label: 'Clicked', style: 'bg-good' },
          { label: 'Unsubscribed', style: 'bg-danger' },
        ]}
      />
    </Plot>
  )
}

function Line({ values, top, style }: { values: readonly number[]; top: number; style: string }) {
  return (
    <path
      d={linePath(values, top, height)}
      className={`fill-none stroke-2 [stroke-linejoin:round] ${style}`}
      vectorEffect="non-scaling-stroke"
    />
  )
}
