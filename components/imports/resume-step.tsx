'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { formatSize } from '@/lib/format/sizes'
import { chunkBytes, type ImportDetail } from '@/lib/imports/schema'
import { Notice } from '../ui/notice'
import { ProgressBar } from '../ui/progress-bar'
import type { ImportActions } from './actions'
import { Dropzone } from './dropzone'
import { useUpload } from './use-upload'

type Props = {
  draft: ImportDetail
  /** Pieces of its file that are here. */
  chunks: number[]
  actions: Pick<ImportActions, 'create' | 'finishUpload'>
}

/** Goes on with an upload that broke off: the browser has forgotten the file, the server has what it got. */
export function ResumeStep({ draft, chunks, actions }: Props) {
  const { id: importId, fileName, fileBytes, settings } = draft
  const [refused, setRefused] = useState<string>()
  const router = useRouter()
  const done = () => router.push(`/imports/${importId}/columns` as Route)
  const { state, start } = useUpload(done, actions, { importId, sent: new Set(chunks) })
  const here = Math.min(fileBytes, chunks.length * chunkBytes)
  const go = (file: File) => {
    const isSame = file.name === fileName && file.size === fileBytes
    setRefused(isSame ? undefined : `This is not ${fileName} of ${formatSize(fileBytes)}.`)
    if (isSame) void start(file, settings)
  }
  return (
    <div className="flex flex-col gap-6">
      <Notice tone="warning">
        The upload of {fileName} broke off at {formatSize(here)} of {formatSize(fileBytes)}. Choose the same
        file again to go on from there.
      </Notice>
      {state.at === 'sending' ? (
        <ProgressBar
          label={`Uploading ${fileName}`}
          value={state.bytes / fileBytes}
          detail={`${formatSize(state.bytes)} of ${formatSize(fileBytes)}`}
        />
      ) : (
        <Dropzone
          label="Choose the file again"
          help={`${fileName}, ${formatSize(fileBytes)}`}
          error={state.at === 'broken' ? state.error : refused}
          onFile={go}
        />
      )}
    </div>
  )
}
