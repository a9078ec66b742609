'use client'

import { useEffect, useState } from 'react'
import { formatCount, formatNoun } from '@/lib/format/counts'
import { fileName } from '@/lib/format/file-name'
import { Button } from '../ui/button'
import { Dialog, DialogFooter } from '../ui/dialog'
import { ProgressBar } from '../ui/progress-bar'
import { useToast } from '../ui/toast'
import { downloadRows } from './download-rows'

/** `path`: of the list's page. `members`: null where it is not known how many there are now. */
export type Exported = { path: string; name: string; members: number | null }

type Props = {
  /** What is exported; closed when absent. */
  list: Exported | undefined
  onClose: () => void
}

/** Downloads a list's contacts as CSV, and says how far it is. */
export function ExportDialog({ list, onClose }: Props) {
  return (
    <Dialog
      open={list !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={`Export “${list?.name ?? ''}”`}
      description="The contacts as they are now, as CSV."
      size="small"
    >
      {list && <Export list={list} onClose={onClose} />}
    </Dialog>
  )
}

function progressOf(rows: number, of: number | null): { value?: number; detail: string } {
  // More than there were when they were counted, in a list by rules.
  if (of === null || rows > of) return { detail: formatNoun(rows, 'contact') }
  return {
    value: of === 0 ? 1 : Math.min(rows / of, 1),
    detail: `${formatCount(rows)} of ${formatNoun(of, 'contact')}`,
  }
}

function Export({ list, onClose }: { list: Exported; onClose: () => void }) {
  const toast = useToast()
  const [rows, setRows] = useState(0)
  const [problem, setProblem] = useState<string>()
  const [attempt, setAttempt] = useState(1)

  // biome-ignore lint/correctness/useExhaustiveDependencies: one download for each attempt, whatever is drawn meanwhile.
  useEffect(() => {
    const aborted = new AbortController()
    const run = async () => {
      try {
        await downloadRows(`${list.path}/export.csv`, fileName(list.name, 'csv'), aborted.signal, setRows)
        toast({ title: `Exported “${list.name}”`, tone: 'good' })
        onClose()
      } catch {
        if (!aborted.signal.aborted) setProblem('The export broke off and nothing was saved. Try again.')
      }
    }
    void run()
    return () => aborted.abort()
  }, [attempt])

  const retry = () => {
    setProblem(undefined)
    setRows(0)
    setAttempt(attempt + 1)
  }
  return (
    <>
      {problem ? (
        <p role="alert" className="text-danger">
          {problem}
        </p>
      ) : (
        <ProgressBar label="Export" {...progressOf(rows, list.members)} />
      )}
      <DialogFooter>
        <Button onClick={onClose}>Cancel</Button>
        {problem && (
          <Button variant="primary" onClick={retry}>
            Export again
          </Button>
        )}
      </DialogFooter>
    </>
  )
}
