import { z } from 'zod'
import { FiledQuery } from '@/lib/folders/schema'
import { ListId } from '@/lib/lists/schema'
import { ExternalId, Moment, Name } from '@/lib/platform/schema'

/** Most static lists of an account. */
export const staticListsMax = 5_000

/** Most contacts that are added or removed at once; an import adds any number. */
const selectionMax = 1_000

/** Lists on one page of the overview. */
export const staticListPageSize = 50

export const staticListSorts = ['name', 'members', 'created', 'changed'] as const
export type StaticListSort = (typeof staticListSorts)[number]

/** The overview's address bar. */
export const StaticListQuery = FiledQuery

export const StaticListRow = z.object({
  id: z.string(),
  name: z.string(),
  members: z.int(),
  folderId: z.int().nullable(),
  folderName: z.string().nullable(),
  createdAt: Moment,
  /** Of its name or its contacts. */
  changedAt: Moment,
})
export type StaticListRow = z.infer<typeof StaticListRow>

/** A list with all that its own page tells about it. */
export const StaticListDetail = StaticListRow.extend({ description: z.string().nullable() })
export type StaticListDetail = z.infer<typeof StaticListDetail>

const Contacts = z.array(ExternalId).min(1, 'Select contacts first.').max(selectionMax)

export const NewStaticList = z.object({ name: Name, externalIds: Contacts.optional() })
export type NewStaticList = z.output<typeof NewStaticList>

/** What became of a list that was made: how many contacts are in it. */
export type MadeList = { id: string; members: number }

export const OneStaticList = z.object({ listId: ListId })
export type OneStaticList = z.output<typeof OneStaticList>

/** A list and the name it gets, or a copy of it gets. */
export const NamedStaticList = z.object({ listId: ListId, name: Name })
export type NamedStaticList = z.output<typeof NamedStaticList>

export const ContactsOfStaticList = z.object({ listId: ListId, externalIds: Contacts })
export type ContactsOfStaticList = z.output<typeof ContactsOfStaticList>
