'use client'

import type { Encoding, FileFormat } from '@/lib/imports/schema'
import { Checkbox } from '../ui/checkbox'
import { Field } from '../ui/field'
import { Select } from '../ui/select'

const separatorWords: Record<FileFormat['separator'], string> = {
  ',': 'Comma',
  ';': 'Semicolon',
  '\t': 'Tab',
  '|': 'Vertical bar',
}
const encodingWords: Record<Encoding, string> = {
  'utf-8': 'Unicode (UTF-8)',
  'windows-1252': 'Western European (Windows-1252, Latin-1)',
  'utf-16le': 'Unicode (UTF-16, little endian)',
  'utf-16be': 'Unicode (UTF-16, big endian)',
}
const optionsOf = <Key extends string>(words: Record<Key, string>) =>
  Object.entries<string>(words).map(([value, label]) => ({ value, label }))

type Props = { format: FileFormat; onChange: (format: FileFormat) => void; disabled?: boolean }

/** How the file is read: recognised, and to be corrected where that went wrong. */
export function FormatFields({ format, onChange, disabled }: Props) {
  return (
    <div className="grid max-w-3xl gap-4 sm:grid-cols-2">
      <Field label="Separator" help="What stands between the cells of a row.">
        <Select
          disabled={disabled}
          value={format.separator}
          onChange={(event) =>
            onChange({ ...format, separator: event.target.value as FileFormat['separator'] })
          }
          options={optionsOf(separatorWords)}
        />
      </Field>
      <Field label="Encoding" help="Choose another where letters such as é look wrong.">
        <Select
          disabled={disabled}
          value={format.encoding}
          onChange={(event) => onChange({ ...format, encoding: event.target.value as Encoding })}
          options={optionsOf(encodingWords)}
        />
      </Field>
      <Checkbox
        className="sm:col-span-2"
        label="The first row names the columns"
        disabled={disabled}
        checked={format.hasHeading}
        onChange={(event) => onChange({ ...format, hasHeading: event.target.checked })}
      />
    </div>
  )
}
