'use client'

import { FileText } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { formatSize } from '@/lib/format/sizes'
import { type FileFormat, fileMaxBytes, type Sample } from '@/lib/imports/schema'
import { Button } from '../ui/button'
import { FormMessage } from '../ui/form-message'
import { ProgressBar } from '../ui/progress-bar'
import type { ImportActions } from './actions'
import { Dropzone } from './dropzone'
import { FormatFields } from './format-fields'
import { previewFile, recogniseEncoding } from './read-file'
import { SampleTable } from './sample-table'
import { useUpload } from './use-upload'

type Chosen = { file: File; format: FileFormat; rows: string[][] }

type Props = { actions: Pick<ImportActions, 'create' | 'finishUpload'> }

/** Chooses a file, shows how it begins and how it is read, and sends it. */
export function UploadStep({ actions }: Props) {
  const [chosen, setChosen] = useState<Chosen>()
  const [refused, setRefused] = useState<string>()
  const router = useRouter()
  const upload = useUpload((importId) => router.push(`/imports/${importId}/columns` as Route), actions)

  const choose = async (file: File) => {
    setRefused(refusalOf(file))
    upload.forget()
    setChosen(undefined)
    if (refusalOf(file) !== undefined) return
    try {
      const encoding = await recogniseEncoding(file)
      const { separator, rows } = await previewFile(file, { encoding })
      setChosen({ file, rows, format: { encoding, separator, hasHeading: true } })
    } catch {
      setRefused('The browser cannot read this file. Choose it again.')
    }
  }
  const correct = async (format: FileFormat) => {
    if (!chosen) return
    const { rows } = await previewFile(chosen.file, format)
    setChosen({ ...chosen, format, rows })
  }

  if (!chosen) {
    return (
      <Dropzone
        label="Choose a file"
        help={`Up to ${formatSize(fileMaxBytes)}, one contact a row. Nothing is changed before you say so.`}
        error={refused}
        onFile={choose}
      />
    )
  }
  const { file, format } = chosen
  const sending = upload.state.at === 'sending'
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-center gap-3 rounded-md border border-line bg-raised px-3 py-2">
        <FileText aria-hidden className="size-5 text-muted" />
        <span className="min-w-0 flex-1 truncate font-medium">
          <bdi>{file.name}</bdi>
        </span>
        <span data-numbers className="text-muted">
          {formatSize(file.size)}
        </span>
        <Button size="small" disabled={sending} onClick={() => setChosen(undefined)}>
          Choose another file
        </Button>
      </div>
      <FormatFields format={format} onChange={correct} disabled={sending} />
      <SampleTable sample={sampleOf(chosen)} />
      {upload.state.at === 'sending' && (
        <ProgressBar
          label={`Uploading ${file.name}`}
          value={upload.state.bytes / file.size}
          detail={`${formatSize(upload.state.bytes)} of ${formatSize(file.size)}`}
        />
      )}
      <FormMessage>{upload.state.at === 'broken' ? upload.state.error : undefined}</FormMessage>
      <div className="flex justify-end gap-2">
        <Button variant="primary" pending={sending} onClick={() => upload.start(file, format)}>
          {upload.state.at === 'broken' ? 'Go on with the upload' : 'Upload file'}
        </Button>
      </div>
    </div>
  )
}

function refusalOf({ size }: File): string | undefined {
  if (size === 0) return 'The file is empty.'
  if (size <= fileMaxBytes) return undefined
  return `The file has ${formatSize(size)}. Split it into files of up to ${formatSize(fileMaxBytes)}.`
}

function sampleOf({ rows, format }: Chosen): Sample {
  const width = Math.max(0, ...rows.map((cells) => cells.length))
  const first = format.hasHeading ? (rows[0] ?? []) : []
  return {
    heading: Array.from(
      { length: format.hasHeading ? first.length : width },
      (_, i) => first[i]?.trim() || `Column ${i + 1}`,
    ),
    rows: format.hasHeading ? rows.slice(1) : rows,
    problem: null,
  }
}
