'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { valueAction } from '@/lib/session/form-action'
import { requireSession } from '@/lib/session/session'
import { addContacts, removeContacts } from '@/lib/static-lists/commands/change-members'
import { deleteStaticList } from '@/lib/static-lists/commands/delete-static-list'
import {
  copyStaticList,
  createStaticList,
  renameStaticList,
} from '@/lib/static-lists/commands/save-static-list'
import { findStaticLists } from '@/lib/static-lists/queries'
import {
  ContactsOfStaticList,
  NamedStaticList,
  NewStaticList,
  OneStaticList,
  type StaticListRow,
} from '@/lib/static-lists/schema'

function refreshed<T>(result: T): T {
  revalidatePath('/static-lists', 'layout')
  return result
}

/** As many as a picker shows without scrolling far. */
const resultsMax = 20

/** The lists that contacts can be added to. */
export async function findStaticListsAction(q: string): Promise<StaticListRow[]> {
  return findStaticLists(await requireSession(), z.string().max(255).parse(q), resultsMax)
}

export const createStaticListAction = valueAction(NewStaticList, async (ctx, input) =>
  refreshed(await createStaticList(ctx, input)),
)
export const copyStaticListAction = valueAction(NamedStaticList, async (ctx, input) =>
  refreshed(await copyStaticList(ctx, input)),
)
export const renameStaticListAction = valueAction(NamedStaticList, async (ctx, input) =>
  refreshed(await renameStaticList(ctx, input)),
)
export const addContactsAction = valueAction(ContactsOfStaticList, async (ctx, input) =>
  refreshed(await addContacts(ctx, input)),
)
export const removeContactsAction = valueAction(ContactsOfStaticList, async (ctx, input) =>
  refreshed(await removeContacts(ctx, input)),
)

// Refreshes nothing: the page it is called from may be of what has gone.
export const deleteStaticListAction = valueAction(OneStaticList, (ctx, input) => deleteStaticList(ctx, input))
