'use client'

import type { Property, PropertyValue } from '@/lib/contacts/schema'
import { formatAmount, formatCount } from '@/lib/format/counts'
import { formatDate, formatDateTime } from '@/lib/format/dates'
import { Badge } from '../ui/badge'
import { useClock } from '../ui/clock'
import { genderNames } from './contact-words'

/** A value as people read it, by the type of its property. */
export function PropertyValueView({ property, value }: { property: Property; value: PropertyValue }) {
  const { timeZone } = useClock()
  if (Array.isArray(value))
    return (
      <span className="flex flex-wrap gap-1">
        {property.entries
          .filter(({ bit }) => value.includes(bit))
          .map(({ bit, description }) => (
            <Badge key={bit} wraps>
              {description}
            </Badge>
          ))}
      </span>
    )
  if (typeof value === 'number') return property.type === 'money' ? formatAmount(value) : formatCount(value)
  switch (property.type) {
    case 'date':
    case 'birthdate':
      // A day of the calendar, the same in every zone.
      return formatDate(new Date(value), 'UTC')
    case 'dateTime':
      return formatDateTime(new Date(value), timeZone)
    case 'gender':
      return genderNames[value] ?? value
    default:
      return <bdi className="whitespace-pre-line">{value}</bdi>
  }
}
