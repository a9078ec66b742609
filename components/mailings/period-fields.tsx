'use client'

import { useState } from 'react'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Select } from '../ui/select'

const hoursPerUnit = { hours: 1, days: 24 }
type Unit = keyof typeof hoursPerUnit

type Props = { hours: number; error: string | undefined; onEdit: (hours: number) => void }

/** How long after its mailing an automailer goes, in hours or days. What is no number yet is none that can be saved. */
export function PeriodFields({ hours, error, onEdit }: Props) {
  const [unit, setUnit] = useState<Unit>(hours % 24 === 0 ? 'days' : 'hours')
  const [count, setCount] = useState(String(hours / hoursPerUnit[unit]))
  const edit = (nextCount: string, nextUnit: Unit) => {
    setCount(nextCount)
    setUnit(nextUnit)
    onEdit(nextCount.trim() === '' ? 0 : Number(nextCount) * hoursPerUnit[nextUnit])
  }
  return (
    <div className="flex flex-wrap items-start gap-2">
      <Field label="Goes after" error={error} className="w-40">
        <Input
          type="number"
          inputMode="numeric"
          min={1}
          max={unit === 'days' ? 365 : 8_760}
          step={1}
          value={count}
          onChange={(event) => edit(event.target.value, unit)}
        />
      </Field>
      <Field label="Unit" className="w-32">
        <Select
          value={unit}
          onChange={(event) => edit(count, event.target.value === 'days' ? 'days' : 'hours')}
          options={[
            { value: 'hours', label: 'Hours' },
            { value: 'days', label: 'Days' },
          ]}
        />
      </Field>
    </div>
  )
}
