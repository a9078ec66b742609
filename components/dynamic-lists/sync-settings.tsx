'use client'

import { useActionState, useEffect, useState } from 'react'
import { cadences, cadenceUnits } from '@/lib/audiences/schema'
import type { DynamicListDetail } from '@/lib/dynamic-lists/schema'
import { formatCount } from '@/lib/format/counts'
import { formatEvery } from '@/lib/format/durations'
import type { FormAction, FormState } from '@/lib/session/form-state'
import { Button } from '../ui/button'
import { Dialog, DialogFooter } from '../ui/dialog'
import { Field } from '../ui/field'
import { FormMessage } from '../ui/form-message'
import { Input } from '../ui/input'
import { Select } from '../ui/select'
import { SubmitButton } from '../ui/submit-button'
import { useToast } from '../ui/toast'

type Props = {
  list: DynamicListDetail
  /** The account's, which applies where the audience has none of its own. */
  guard: { share: number; min: number }
  action: FormAction
}

/** How often an audience is expected to sync, and its guard: what marketers set of it. */
export function SyncSettings(props: Props) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        size="small"
        aria-label="Edit sync settings"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        Edit
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Sync settings"
        description="The external system may set these too; the latest change counts."
        size="small"
      >
        <SyncSettingsForm {...props} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function SyncSettingsForm({ list, guard, action, onClose }: Props & { onClose: () => void }) {
  const [state, submit] = useActionState(action, { errors: {} })
  const toast = useToast()
  useEffect(() => {
    if (!state.done) return
    toast({ title: 'Sync settings saved', tone: 'good' })
    onClose()
  }, [state, toast, onClose])
  const typedOr = (name: string, saved: number | null) => state.values?.[name] ?? saved?.toString() ?? ''
  return (
    <form action={submit} noValidate className="flex flex-col gap-4">
      <input type="hidden" name="listId" value={list.id} />
      <CadenceFields saved={list.syncEveryMinutes} state={state} />
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-1 font-medium text-sm">Sync guard</legend>
        <p className="text-muted text-xs">
          A sync that takes out this share of the members, and this many, is held until somebody approves it.
          Left empty, the account’s default applies.
        </p>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label="More than (% of members)"
            help={`Account’s default: ${guard.share}. 100 holds none.`}
            error={state.errors['guardShare']?.[0]}
          >
            <Input
              name="guardShare"
              inputMode="numeric"
              autoComplete="off"
              placeholder={String(guard.share)}
              defaultValue={typedOr('guardShare', list.guardShare)}
            />
          </Field>
          <Field
            label="And at least (contacts)"
            help={`Account’s default: ${formatCount(guard.min)}.`}
            error={state.errors['guardMin']?.[0]}
          >
            <Input
              name="guardMin"
              inputMode="numeric"
              autoComplete="off"
              placeholder={String(guard.min)}
              defaultValue={typedOr('guardMin', list.guardMin)}
            />
          </Field>
        </div>
      </fieldset>
      <FormMessage>{state.message}</FormMessage>
      <DialogFooter className="">
        <Button onClick={onClose}>Cancel</Button>
        <SubmitButton>Save sync settings</SubmitButton>
      </DialogFooter>
    </form>
  )
}

const choices = [
  { value: 'off', label: 'Not expected' },
  ...cadences.map((minutes) => ({ value: minutes, label: formatEvery(Number(minutes)) })),
  { value: 'custom', label: 'Custom' },
]

function CadenceFields({ saved, state }: { saved: number | null; state: FormState }) {
  const initial = state.values?.['every'] ?? choiceOf(saved)
  const [every, setEvery] = useState(initial)
  const custom = customOf(saved)
  const unit = state.values?.['unit'] ?? custom.unit
  return (
    <>
      <Field label="Expected sync" help="Shown as stale, and announced to webhooks, once it is overdue.">
        <Select
          name="every"
          options={choices}
          // Not a controlled one: the browser puts those back to the first choice once the action has run.
          key={initial}
          defaultValue={initial}
          onChange={(event) => setEvery(event.target.value)}
        />
      </Field>
      {every === 'custom' && (
        <div className="grid grid-cols-2 gap-4">
          <Field label="Every" error={state.errors['count']?.[0]}>
            <Input
              name="count"
              inputMode="numeric"
              autoComplete="off"
              defaultValue={state.values?.['count'] ?? custom.count}
            />
          </Field>
          <Field label="Unit">
            <Select
              name="unit"
              key={unit}
              defaultValue={unit}
              options={cadenceUnits.map((one) => ({
                value: one,
                label: `${one[0]?.toUpperCase()}${one.slice(1)}`,
              }))}
            />
          </Field>
        </div>
      )}
    </>
  )
}

function choiceOf(minutes: number | null): string {
  if (minutes === null) return 'off'
  return cadences.find((one) => Number(one) === minutes) ?? 'custom'
}

/** A cadence as its number of the largest unit that fits. */
function customOf(minutes: number | null): { count: string; unit: (typeof cadenceUnits)[number] } {
  if (minutes === null) return { count: '', unit: 'hours' }
  if (minutes % 1440 === 0) return { count: String(minutes / 1440), unit: 'days' }
  if (minutes % 60 === 0) return { count: String(minutes / 60), unit: 'hours' }
  return { count: String(minutes), unit: 'minutes' }
}
