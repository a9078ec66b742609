'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { type SubmitEvent, useEffect, useRef, useState, useTransition } from 'react'
import { Rules } from '@/lib/dynamic-lists/rules/schema'
import type { NamedList, RuleList } from '@/lib/dynamic-lists/schema'
import type { ActionResult } from '@/lib/session/form-state'
import { Button, ButtonLink } from '../../ui/button'
import { Field, focusFirstProblem } from '../../ui/field'
import { FormMessage } from '../../ui/form-message'
import { Input } from '../../ui/input'
import { Notice } from '../../ui/notice'
import { useToast } from '../../ui/toast'
import { useUnsavedGuard } from '../../ui/use-unsaved-guard'
import type { Catalog } from './asked'
import { type Draft, newSelection, toDraft } from './draft'
import type { NameableLists } from './list-picker'
import { LiveCount } from './live-count'
import { type Problem, problemsOf, refusal, within } from './problems'
import { Selections } from './selections'
import { useDraft } from './use-draft'
import { usePreview } from './use-preview'

type Target =
  | {
      folderId: number | null
      create: (input: {
        name: string
        folderId: number | null
        rules: Rules
      }) => Promise<ActionResult<{ id: string }>>
    }
  | {
      list: RuleList
      save: (input: { listId: string; revision: number; rules: Rules }) => Promise<ActionResult<void>>
    }

type Props = {
  /** Which account's it is, so that another's in the same window does not find it. */
  account: number
  catalog: Catalog
  /** `named`: those that the rules name already. */
  lists: NameableLists & { named: readonly NamedList[] }
  /** What is saved: a new list, or other rules of one there is. */
  target: Target
}

/** Who is in a list, put together from selections, their refinements, and exclusions; counted as it is edited. */
export function RuleEditor({ account, catalog, lists, target }: Props) {
  const edited = 'list' in target ? `${target.list.id} ${target.list.revision}` : 'new'
  const input = useDraft(`roster rules ${account} ${edited}`, () => startOf(target, lists.named), catalog)
  const { name, setName, draft } = input
  const editor = useEditor(input, target)
  const { setDraft, problems, submit, pending, problem } = editor
  const guard = useUnsavedGuard(input.unsaved, {
    lost: 'What you have changed here since you last saved is lost.',
    onLeave: input.forget,
  })
  const shared = { catalog, lists }
  const back = ('list' in target ? `/dynamic-lists/${target.list.id}` : '/dynamic-lists') as Route
  return (
    <form ref={editor.form} noValidate onSubmit={submit} className="relative flex flex-col gap-6">
      {guard}
      {input.restored && (
        <Notice
          action={
            <Button size="small" onClick={input.startOver}>
              Start over
            </Button>
          }
        >
          What you had filled in here and not saved is back.
        </Notice>
      )}
      {'create' in target && (
        <Field label="Name" required className="max-w-md" error={within(problems, 'name')[0]?.message}>
          <Input value={name} autoComplete="off" onChange={(event) => setName(event.target.value)} />
        </Field>
      )}
      <Selections
        {...shared}
        title="Who is in"
        lead="Contacts who meet any of these selections. To meet one, they meet all of its refinements."
        noun="selection"
        min={1}
        selections={draft.selections}
        problems={within(problems, 'selections')}
        onChange={(selections) => setDraft({ ...draft, selections })}
      />
      <Selections
        {...shared}
        title="Who is left out"
        lead="Contacts who meet any of these exclusions are not in the list, whatever else they meet."
        noun="exclusion"
        min={0}
        selections={draft.exclusions}
        problems={within(problems, 'exclusions')}
        onChange={(exclusions) => setDraft({ ...draft, exclusions })}
      />
      <FormMessage>{problem}</FormMessage>
      <div className="sticky bottom-0 -mx-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line border-t bg-surface px-4 py-3 sm:-mx-6 sm:px-6">
        <LiveCount {...editor.live} whole={editor.whole} />
        <div className="ml-auto flex gap-2">
          <ButtonLink href={back}>Cancel</ButtonLink>
          <Button type="submit" variant="primary" pending={pending}>
            {'create' in target ? 'Create dynamic list' : 'Save rules'}
          </Button>
        </div>
      </div>
    </form>
  )
}

function useEditor(input: ReturnType<typeof useDraft>, target: Target) {
  const { name, setDraft, filledIn, noteSaved } = input
  const [refused, setRefused] = useState<Problem>()
  const [attempts, setAttempts] = useState(0)
  const [pending, startTransition] = useTransition()
  const form = useRef<HTMLFormElement>(null)
  const router = useRouter()
  const toast = useToast()

  const parsed = Rules.safeParse(filledIn)
  const live = usePreview(parsed.success ? JSON.stringify(parsed.data) : undefined)
  const wrong = attempts > 0 ? problemsOf(parsed.error) : []
  const problems = refused ? [...wrong, refused] : wrong

  // Once it has been drawn, after each attempt and each refusal, and never while somebody types.
  useEffect(() => {
    if (attempts > 0) focusFirstProblem(form.current)
  }, [attempts])
  useEffect(() => {
    if (refused) focusFirstProblem(form.current)
  }, [refused])

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    setAttempts(attempts + 1)
    setRefused(undefined)
    if (!parsed.success) return
    startTransition(async () => {
      const result = await store(target, name, parsed.data)
      if (!result.ok) {
        setRefused(refusal(result.error, result.field))
        return
      }
      noteSaved()
      toast({ title: 'create' in target ? `“${name.trim()}” created` : 'Rules saved', tone: 'good' })
      router.push(`/dynamic-lists/${result.value}` as Route)
    })
  }

  return {
    form,
    setDraft: (changed: Draft) => {
      setRefused(undefined)
      setDraft(changed)
    },
    problems,
    /** What stands in the way of the whole. */
    problem: problems.find(({ path }) => path.length === 0)?.message,
    live,
    whole: parsed.success,
    submit,
    pending,
  }
}

function startOf(target: Target, named: readonly NamedList[]): Draft {
  return 'list' in target
    ? toDraft(target.list.rules, named)
    : { selections: [newSelection()], exclusions: [] }
}

/** Answers the id of the list. */
async function store(target: Target, name: string, rules: Rules): Promise<ActionResult<string>> {
  if ('create' in target) {
    const result = await target.create({ name, folderId: target.folderId, rules })
    return result.ok ? { ok: true, value: result.value.id } : result
  }
  const { id, revision } = target.list
  const result = await target.save({ listId: id, revision, rules })
  return result.ok ? { ok: true, value: id } : result
}
