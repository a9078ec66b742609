'use client'

import { useState } from 'react'
import { Checkbox } from '../ui/checkbox'
import { PeriodFields } from './period-fields'

/** What is offered first: two days. */
const firstPeriodHours = 48

type Props = {
  /** Null: off. */
  periodHours: number | null
  /** The target group is one that nobody joins. */
  unavailable: boolean
  error: string | undefined
  onEdit: (periodHours: number | null) => void
}

/** Whether the mailing goes once more, to those who join its target group, and when. */
export function AutomailerFields({ periodHours, unavailable, error, onEdit }: Props) {
  // Switched off and on again, it is as it was.
  const [last, setLast] = useState(periodHours ?? firstPeriodHours)
  const edit = (hours: number) => {
    setLast(hours)
    onEdit(hours)
  }
  const isOn = periodHours !== null
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 font-medium text-sm">Automailer</legend>
      <Checkbox
        label="Send it once more, to those who join the target group"
        help={
          unavailable
            ? 'Not for those who did not open an earlier mailing: nobody joins them.'
            : 'Once, so long after sending starts. Who has had the mailing does not get it again.'
        }
        checked={isOn}
        disabled={unavailable && !isOn}
        onChange={({ target }) => onEdit(target.checked ? last : null)}
      />
      {isOn && <PeriodFields hours={periodHours} error={error} onEdit={edit} />}
    </fieldset>
  )
}
