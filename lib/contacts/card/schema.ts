import { z } from 'zod'
import { PermissionBit } from '@/lib/permissions/schema'
import { ExternalId } from '@/lib/platform/schema'
import type { Contact } from '../schema'

/** Longest account of how a contact agreed, or why it was withdrawn or made inactive. */
export const proofMax = 2_000
export const reasonMax = 500

/** Who brought a consent in or took it back, in words; `name` is null once nobody by it is there any more. */
export type ConsentBy = { kind: 'credential' | 'user' | 'import' | 'mailing' | 'other'; name: string | null }

/** One thing a contact said to a permission, or somebody for it. */
export type Said = { id: string; granted: boolean; at: string; by: ConsentBy; proof: string | null }

/** A permission of the account and what the contact said to it, the latest first; nothing: it was never asked. */
export type CardPermission = { bit: number; name: string; said: Said[] }

/** Of each permission at most so many. */
export const saidMax = 50

/** A list that keeps who is in it. `since` is null once the sync that brought the contact in is forgotten. */
export type CardList = { listId: number; kind: 'audience' | 'static'; name: string; since: string | null }

/** What became of one mailing to the contact. */
export type CardMailing = {
  mailingId: string
  /** Null once the mailing is gone. */
  name: string | null
  receivedAt: string | null
  openedAt: string | null
  clickedAt: string | null
}

/** The latest mailings that a card shows. */
export const mailingsMax = 50

export type ContactCard = Omit<Contact, 'permissions'> & {
  permissions: CardPermission[]
  lists: CardList[]
  mailings: CardMailing[]
}

const One = z.object({ externalId: ExternalId })
const text = (max: number) => z.string().trim().max(max, `At most ${max} characters.`)

export const GrantConsent = One.extend({
  bit: PermissionBit,
  proof: text(proofMax).min(1, 'Say how they agreed.'),
})
export const WithdrawConsent = One.extend({ bit: PermissionBit, reason: text(proofMax) })

const Fields = {
  email: z.string().max(1_000),
  testGroup: z.boolean(),
  /** Those that change; null clears. */
  properties: z.record(z.string().max(63), z.unknown()),
}
/** `changedAt` is what the contact was when it was read: who changed it since is not overwritten. */
export const EditContact = One.extend({ ...Fields, changedAt: z.iso.datetime() })
export type EditContact = z.output<typeof EditContact>
export const NewContact = One.extend(Fields)
export type NewContact = z.output<typeof NewContact>

export const DeactivateContact = One.extend({ reason: text(reasonMax).min(1, 'Say why.') })
export const OneContact = One
