'use client'

import { cx } from './class-names'
import { useTabStop } from './tab-stop'
import { Tooltip } from './tooltip'

type Props = {
  text: string
  /** Where it is cut: names at the end, long ids in the middle, since their two ends tell them apart. */
  at?: 'end' | 'middle'
  /** False inside a link or a button, which has the focus already: then those show the whole text by their own. */
  focusable?: boolean
  className?: string
}

/** How many characters at the end of an id always show. */
const tail = 8

/** One line, whatever the length; the whole text in a tooltip on hover, focus and tap, when it did not fit. */
export function Truncate({ text, at = 'end', focusable = true, className }: Props) {
  const tabStop = useTabStop()
  const middle = at === 'middle' && text.length > tail * 2
  return (
    <Tooltip content={<bdi>{text}</bdi>} onTap when={isCut}>
      <span
        tabIndex={focusable ? tabStop : undefined}
        className={cx('inline-flex min-w-0 max-w-full', className)}
      >
        <bdi className="truncate" data-cuttable>
          {middle ? text.slice(0, -tail) : text}
        </bdi>
        {middle && <bdi className="shrink-0">{text.slice(-tail)}</bdi>}
      </span>
    </Tooltip>
  )
}

function isCut(trigger: HTMLElement) {
  const part = trigger.querySelector('[data-cuttable]')
  return part !== null && part.scrollWidth > part.clientWidth
}
