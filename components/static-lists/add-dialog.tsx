'use client'

import { Command } from 'cmdk'
import { Plus } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { formatCount, formatNoun } from '@/lib/format/counts'
import { nameKey } from '@/lib/platform/schema'
import type { StaticListRow } from '@/lib/static-lists/schema'
import { ListIcon } from '../lists/list-icon'
import { Item, SearchInput } from '../shell/palette-items'
import { useSearch } from '../shell/use-search'
import { Dialog } from '../ui/dialog'
import { FormMessage } from '../ui/form-message'
import { useToast } from '../ui/toast'
import type { AddingActions } from './actions'

type Props = {
  /** External ids of whom to add; closed when there is nobody. */
  externalIds: readonly string[]
  actions: AddingActions
  onClose: () => void
  /** They are in: what was selected need not stay so. */
  onAdded?: () => void
}

/** Adds contacts to a static list that there is, or to a new one by the name that is typed. */
export function AddDialog(props: Props) {
  const { externalIds, onClose } = props
  const whom = formatNoun(externalIds.length, 'contact')
  return (
    <Dialog
      open={externalIds.length > 0}
      onOpenChange={(open) => !open && onClose()}
      title={`Add ${whom} to a static list`}
      description="Choose one, or type a name to make a new one."
    >
      <Choice {...props} />
    </Dialog>
  )
}

/** Among ids of lists, which are numbers. */
const newList = 'new'

/** Mounted when the dialog opens, so each time begins empty. */
function Choice(props: Props) {
  const [q, setQ] = useState('')
  const { results, failed, pending } = useSearch(q, props.actions.find, true)
  const { add, create, error } = useAdding(props)
  const name = q.trim()
  const [chosen, setChosen] = useState('')
  // Those of what was typed before stay until the next have come: Enter must not do one that does not fit.
  const lists = results.filter((list) => nameKey(list.name).includes(nameKey(name)))
  const isTaken = lists.some((list) => nameKey(list.name) === nameKey(name))

  const makesNew = name !== '' && !pending && !isTaken
  const offered = [...lists.map(({ id }) => id), ...(makesNew ? [newList] : [])]

  return (
    <div className="flex flex-col gap-3">
      <Command
        label="Static lists"
        shouldFilter={false}
        loop
        // What was chosen may be offered no more: Enter then does the first that is.
        value={offered.includes(chosen) ? chosen : (offered[0] ?? '')}
        onValueChange={setChosen}
        className="-mx-3 flex min-h-0 flex-col"
      >
        <div className="rounded-md border border-control focus-within:border-accent">
          <SearchInput value={q} onChange={setQ} pending={pending} label="Name of a list" />
        </div>
        <Command.List label="Static lists" className="mt-2 h-72 min-h-0 overflow-y-auto">
          {lists.map((list) => (
            <Item key={list.id} value={list.id} onSelect={() => add(list)}>
              <bdi className="truncate">{list.name}</bdi>
              <ListIcon kind="static" plain />
              <span data-numbers className="ml-auto pl-4 text-muted text-xs">
                {formatCount(list.members)}
              </span>
            </Item>
          ))}
          {makesNew && (
            <Item value={newList} onSelect={() => create(name)}>
              <Plus aria-hidden className="size-4 shrink-0 text-muted" />
              <span className="truncate">
                Make a new list “<bdi>{name}</bdi>”
              </span>
            </Item>
          )}
          {!pending && name === '' && lists.length === 0 && (
            <p className="px-2 py-6 text-center text-muted text-sm">
              There is no static list yet. Type a name to make one.
            </p>
          )}
        </Command.List>
      </Command>
      <FormMessage>
        {failed ? 'The lists did not come. Check your connection and type on.' : error}
      </FormMessage>
    </div>
  )
}

function useAdding({ externalIds, actions, onClose, onAdded }: Props) {
  const toast = useToast()
  const router = useRouter()
  const [error, setError] = useState<string>()
  const [pending, startTransition] = useTransition()
  const done = () => {
    onAdded?.()
    onClose()
  }

  const add = (list: StaticListRow) =>
    startTransition(async () => {
      const result = await actions.add({ listId: list.id, externalIds: [...externalIds] })
      if (!result.ok) return setError(result.error)
      const added = result.value
      const others = externalIds.length - added.length
      toast({
        title: `Added ${formatNoun(added.length, 'contact')} to “${list.name}”`,
        ...(others > 0 && {
          description: `${formatCount(others)} ${others === 1 ? 'was' : 'were'} in it already.`,
        }),
        ...(added.length > 0 && {
          action: { label: 'Undo', onAction: () => void undo(list, added) },
        }),
      })
      done()
    })
  const undo = async (list: StaticListRow, added: string[]) => {
    const result = await actions.remove({ listId: list.id, externalIds: added })
    if (!result.ok) toast({ title: result.error, tone: 'danger' })
  }
  const create = (name: string) =>
    startTransition(async () => {
      const result = await actions.create({ name, externalIds: [...externalIds] })
      if (!result.ok) return setError(result.error)
      const { id, members } = result.value
      toast({
        title: `Made “${name}” of ${formatNoun(members, 'contact')}`,
        action: { label: 'View', onAction: () => router.push(`/static-lists/${id}` as Route) },
      })
      done()
    })

  const unlessPending =
    <Chosen,>(run: (chosen: Chosen) => void) =>
    (chosen: Chosen) =>
      pending ? undefined : run(chosen)
  return { add: unlessPending(add), create: unlessPending(create), error }
}
