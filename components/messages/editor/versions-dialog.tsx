'use client'

import { useEffect, useState, useTransition } from 'react'
import { formatDateTime } from '@/lib/format/dates'
import type { MessageVersion } from '@/lib/messages/schema'
import { Button } from '../../ui/button'
import { cx } from '../../ui/class-names'
import { useClock } from '../../ui/clock'
import { Dialog } from '../../ui/dialog'
import { Skeleton } from '../../ui/skeleton'
import { useToast } from '../../ui/toast'
import { useEditor } from './editor-context'
import { PreviewFrame } from './preview-frame'

/** What the message was, and the way back to it. */
export function VersionsDialog({ onClose }: { onClose: () => void }) {
  const { message, editable, saver, actions, reopen } = useEditor()
  const versions = useVersions()
  const [chosen, setChosen] = useState<number>()
  const [pending, startTransition] = useTransition()
  const toast = useToast()
  const newest = versions?.[0]?.revision
  const shown = chosen ?? newest
  const restore = (version: number) =>
    startTransition(async () => {
      const result = await actions.restore({ messageId: message.id, revision: saver.revision, version })
      if (!result.ok) return toast({ title: result.error, tone: 'danger' })
      toast({ title: 'Restored the version. What was there before is a version of its own.' })
      onClose()
      await reopen()
    })
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Versions"
      size="large"
      footer={
        editable &&
        shown !== undefined &&
        shown !== newest && (
          <Button variant="primary" pending={pending} onClick={() => restore(shown)}>
            Restore version
          </Button>
        )
      }
    >
      <div className="grid gap-4 sm:grid-cols-[220px_1fr]">
        {versions ? (
          <ul aria-label="Versions" className="max-h-[52vh] overflow-y-auto">
            {versions.map((version) => (
              <li key={version.revision}>
                <VersionButton
                  version={version}
                  isChosen={version.revision === shown}
                  isNewest={version.revision === newest}
                  onChoose={() => setChosen(version.revision)}
                />
              </li>
            ))}
          </ul>
        ) : (
          <Skeleton className="h-48" />
        )}
        {shown !== undefined && (
          <PreviewFrame messageId={message.id} query={`version=${shown}`} width="desktop" />
        )}
      </div>
    </Dialog>
  )
}

type ButtonProps = {
  version: MessageVersion
  isChosen: boolean
  isNewest: boolean
  onChoose: () => void
}

function VersionButton({ version, isChosen, isNewest, onChoose }: ButtonProps) {
  const { timeZone } = useClock()
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onChoose}
      className={cx(
        'flex w-full flex-col gap-0.5 rounded-md px-2 py-1.5 text-left text-sm hover:bg-hover',
        isChosen && 'bg-active font-medium',
      )}
    >
      <span>
        {formatDateTime(new Date(version.savedAt), timeZone)}
        {isNewest && ' (now)'}
      </span>
      <span className="truncate text-muted text-xs">
        {version.savedBy ?? 'Somebody who has left'} · {version.subject || 'No subject'}
      </span>
    </button>
  )
}

function useVersions(): MessageVersion[] | undefined {
  const { message, actions } = useEditor()
  const [versions, setVersions] = useState<MessageVersion[]>()
  const { versions: list } = actions
  useEffect(() => {
    let isStale = false
    void list({ messageId: message.id }).then((result) => {
      if (!isStale && result.ok) setVersions(result.value)
    })
    return () => {
      isStale = true
    }
  }, [list, message.id])
  return versions
}
