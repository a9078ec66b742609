'use client'

import { Check, Undo2, X } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { formatCount, formatNoun } from '@/lib/format/counts'
import type { ActionResult } from '@/lib/session/form-state'
import type { SyncDetail } from '@/lib/syncs/schema'
import { Button } from '../ui/button'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { useToast } from '../ui/toast'
import { outcomeWords, undoWords } from './sync-words'

type Decide = (input: { syncId: string }) => Promise<ActionResult<SyncDetail>>

/** The server actions that decide about a sync. */
export type SyncActions = { approve: Decide; reject: Decide; undo: Decide }

type Decision = keyof SyncActions

type Props = { sync: SyncDetail; actions: SyncActions }

/**
 * What somebody may decide about a sync, each with what it costs. Always on the page, so that a dialog that is open stays and says
 * what happened when a later sync took the place of this one meanwhile.
 */
export function SyncDecisions({ sync, actions }: Props) {
  // With the sync as it was when asked, so that the numbers of the question stay those that were read.
  const [asked, setAsked] = useState<{ decision: Decision; sync: SyncDetail }>()
  // Gone at once, and not only when the page comes back: what is decided is not decided twice.
  const [decided, setDecided] = useState<readonly Decision[]>([])
  const decide = useDecide(sync, actions)
  const can = (decision: Decision) => sync.links[decision] !== undefined && !decided.includes(decision)
  const ask = (decision: Decision) => setAsked({ decision, sync })
  const question = asked && questions[asked.decision](asked.sync)

  return (
    <>
      {can('undo') && sync.mode !== 'erase' && (
        <Button icon={<Undo2 aria-hidden />} onClick={() => ask('undo')}>
          Undo sync
        </Button>
      )}
      {can('reject') && (
        <Button icon={<X aria-hidden />} onClick={() => ask('reject')}>
          Reject sync
        </Button>
      )}
      {can('approve') && (
        <Button variant="primary" icon={<Check aria-hidden />} onClick={() => ask('approve')}>
          Approve sync
        </Button>
      )}
      {asked && question && (
        <ConfirmDialog
          open
          onOpenChange={() => setAsked(undefined)}
          title={question.title}
          confirmLabel={question.confirmLabel}
          onConfirm={async () => {
            const refusal = await decide(asked.decision)
            if (refusal === undefined) setDecided([...decided, asked.decision])
            return refusal
          }}
        >
          {question.body}
        </ConfirmDialog>
      )}
    </>
  )
}

/** Answers why it was not done, or nothing when it was. */
function useDecide(sync: SyncDetail, actions: SyncActions) {
  const toast = useToast()
  const router = useRouter()
  return async (decision: Decision): Promise<string | undefined> => {
    const result = await actions[decision]({ syncId: sync.id })
    if (!result.ok) {
      // Somebody or something else may have been first: the page behind the dialog shows what it is now.
      router.refresh()
      return result.error
    }
    toast({ title: titles[decision], description: descriptionOf(decision, result.value), tone: 'good' })
    return undefined
  }
}

const titles: Record<Decision, string> = {
  approve: 'Sync approved',
  reject: 'Sync rejected',
  undo: 'Sync undone',
}

function descriptionOf(decision: Decision, outcome: SyncDetail): string {
  return decision === 'reject' ? `Nobody joined or left “${outcome.audienceName}”.` : outcomeWords(outcome)
}

type Question = { title: string; confirmLabel: string; body: ReactNode }

const questions: Record<Decision, (sync: SyncDetail) => Question> = {
  approve: (sync) => ({
    title: 'Approve this sync?',
    confirmLabel: 'Approve sync',
    body: <ApproveBody sync={sync} />,
  }),
  reject: (sync) => ({
    title: 'Reject this sync?',
    confirmLabel: 'Reject sync',
    body: (
      <p>
        <Name sync={sync} /> keeps its {formatNoun(sync.held?.membersNow ?? 0, 'member')}. The{' '}
        {formatNoun(sync.received, 'row')} that were sent are dropped: to apply them after all, its external
        system has to send them again.
      </p>
    ),
  }),
  undo: (sync) => ({
    title: 'Undo this sync?',
    confirmLabel: 'Undo sync',
    body: (
      <p>
        <Name sync={sync} /> becomes what it was before. {undoWords(sync)} Contacts erased since stay out. The
        undo can be undone too, until the next sync.
      </p>
    ),
  }),
}

function ApproveBody({ sync }: { sync: SyncDetail }) {
  return (
    <>
      <p>
        Takes {formatCount(sync.removed)} of {formatNoun(sync.membersBefore ?? 0, 'contact')} out of{' '}
        <Name sync={sync} />
        {sync.added > 0 && ` and adds ${formatCount(sync.added)}`}, which leaves{' '}
        {formatCount(sync.membersAfter ?? 0)}. It can be undone until the next sync.
      </p>
      {sync.held?.moved && (
        <p className="mt-2">
          The audience has changed since it was held: who joins and leaves is worked out anew, against the{' '}
          {formatNoun(sync.held.membersNow, 'member')} it has now.
        </p>
      )}
    </>
  )
}

function Name({ sync }: { sync: SyncDetail }) {
  return <bdi className="font-medium text-ink">{sync.audienceName}</bdi>
}
