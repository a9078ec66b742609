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
  const end = at === 'middle' ? endOf(text) : ''
  return (
    <Tooltip content={<bdi>{text}</bdi>} onTap when={isCut}>
      {/* The direction is that of the whole: of a cut id that runs from right to left, the end stands left. */}
      <bdi
        tabIndex={focusable ? tabStop : undefined}
        className={cx('inline-flex min-w-0 max-w-full', className)}
      >
        <span className="truncate" data-cuttable>
          {end === '' ? text : text.slice(0, -end.length)}
        </span>
        {end !== '' && <span className="shrink-0">{end}</span>}
      </bdi>
    </Tooltip>
  )
}

/** Nothing for a short text. Never half of a character: an emoji is several units, joined ones many. */
function endOf(text: string) {
  if (text.length <= tail * 2) return ''
  const characters = [...new Intl.Segmenter('en').segment(text)]
  return characters.length > tail * 2 ? text.slice(characters.at(-tail)?.index) : ''
}

function isCut(trigger: HTMLElement) {
  const part = trigger.querySelector('[data-cuttable]')
  return part !== null && part.scrollWidth > part.clientWidth
}
