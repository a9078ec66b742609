'use client'

import { FileUp } from 'lucide-react'
import { type DragEvent, useId, useState } from 'react'
import { buttonStyle } from '../ui/button'
import { cx } from '../ui/class-names'

type Props = { label: string; help: string; error?: string | undefined; onFile: (file: File) => void }

/** A file is dropped here, or chosen by the browser's own field, which a keyboard and a screen reader know. */
export function Dropzone({ label, help, error, onFile }: Props) {
  const id = useId()
  const [over, setOver] = useState(false)
  const take = (files: FileList | null) => {
    const file = files?.[0]
    if (file) onFile(file)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  return (
    <section
      aria-label="Drop a file"
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cx(
        'flex flex-col items-center gap-3 rounded-lg border border-dashed px-6 py-12 text-center transition-colors',
        over ? 'border-accent bg-accent-soft' : 'border-control bg-raised',
      )}
    >
      <FileUp aria-hidden className="size-6 text-muted" />
      <p className="font-medium">Drop a CSV file here, or</p>
      <input
        id={id}
        type="file"
        accept=".csv,.txt,.tsv,text/csv,text/plain,text/tab-separated-values"
        aria-describedby={`${id}-note`}
        aria-invalid={error ? true : undefined}
        className="peer sr-only"
        onChange={(event) => {
          take(event.target.files)
          // The same file again is a choice too.
          event.target.value = ''
        }}
      />
      <label
        htmlFor={id}
        className={cx(
          buttonStyle({ variant: 'primary' }),
          'cursor-pointer peer-focus-visible:outline-2 peer-focus-visible:outline-accent peer-focus-visible:outline-offset-2',
        )}
      >
        {label}
      </label>
      <div id={`${id}-note`} aria-live="polite" className="text-sm">
        {error ? <p className="text-danger">{error}</p> : <p className="text-muted">{help}</p>}
      </div>
    </section>
  )
}
