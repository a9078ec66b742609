'use client'

import { useEffect, useRef, useState } from 'react'
import type { FileFormat } from '@/lib/imports/schema'
import type { ImportActions } from './actions'
import { sendFile } from './send-file'

export type UploadState = { at: 'rest' } | { at: 'sending'; bytes: number } | { at: 'broken'; error: string }

type Begun = { importId: string; sent: Set<number> }

/** Sends a file, goes on where it broke off, and warns whoever leaves meanwhile. */
export function useUpload(
  onDone: (importId: string) => void,
  actions: Pick<ImportActions, 'create' | 'finishUpload'>,
  begun?: Begun,
) {
  const [state, setState] = useState<UploadState>({ at: 'rest' })
  const open = useRef<Begun | undefined>(begun)
  const leaving = useRef<AbortController>(null)

  useEffect(() => () => leaving.current?.abort(), [])
  useEffect(() => {
    if (state.at !== 'sending') return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [state.at])

  const start = async (file: File, format: FileFormat) => {
    leaving.current = new AbortController()
    const { signal } = leaving.current
    setState({ at: 'sending', bytes: 0 })
    try {
      open.current ??= await begin(actions, file, format)
      const { importId } = open.current
      const onProgress = (bytes: number) => setState({ at: 'sending', bytes })
      await sendFile(file, { ...open.current, signal, onProgress })
      const finished = await actions.finishUpload({ importId })
      if (!finished.ok) throw new Error(finished.error)
      onDone(importId)
    } catch (error) {
      if (signal.aborted) return
      const reason = error instanceof Error ? error.message : ''
      setState({ at: 'broken', error: `The upload broke off. ${reason} What is here stays for now.` })
    }
  }
  /** For another file: what was sent of this one waits among the imports. */
  const forget = () => {
    open.current = undefined
    setState({ at: 'rest' })
  }
  return { state, start, forget }
}

async function begin(actions: Pick<ImportActions, 'create'>, file: File, format: FileFormat): Promise<Begun> {
  const created = await actions.create({ fileName: file.name.slice(0, 255), fileBytes: file.size, format })
  if (!created.ok) throw new Error(created.error)
  return { importId: created.value.importId, sent: new Set() }
}
