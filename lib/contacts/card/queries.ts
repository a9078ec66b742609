import type { Context } from '@/lib/access/context'
import { listPermissions } from '@/lib/permissions/queries'
import { identifiedContact, requireContact } from '../queries/contacts'
import { type SaidRow, selectListsOf, selectMailingsOf, selectSaid } from './card.sql'
import { type ConsentBy, type ContactCard, mailingsMax, type Said, saidMax } from './schema'

/** All that is known of a contact: what it said to each permission, the lists that keep it, and its mailings. */
export async function getContactCard(ctx: Context, externalId: string): Promise<ContactCard> {
  const row = await requireContact(ctx, externalId)
  const { accountId } = ctx.actor
  const [{ encryptedId: _, ...contact }, permissions, said, lists, mailings] = await Promise.all([
    identifiedContact(ctx, row),
    listPermissions(ctx),
    selectSaid(ctx.db, accountId, row.id, saidMax),
    selectListsOf(ctx.db, accountId, row.id),
    selectMailingsOf(ctx.db, accountId, row.id, mailingsMax),
  ])
  return {
    ...contact,
    permissions: permissions.map(({ bit, name }) => ({
      bit,
      name,
      said: said.filter((one) => one.bit === bit).map(toSaid),
    })),
    lists: lists.map(({ list_id, kind, name, since }) => ({
      ...{ listId: list_id, kind, name },
      since: since?.toISOString() ?? null,
    })),
    mailings: mailings.map((mailing) => ({
      mailingId: String(mailing.mailing_id),
      name: mailing.name,
      receivedAt: mailing.received_at?.toISOString() ?? null,
      openedAt: mailing.opened_at?.toISOString() ?? null,
      clickedAt: mailing.clicked_at?.toISOString() ?? null,
    })),
  }
}

function toSaid(row: SaidRow): Said {
  return {
    id: String(row.id),
    granted: row.granted,
    at: row.changed_at.toISOString(),
    by: byOf(row),
    proof: row.proof,
  }
}

/** The source as it is kept beside a consent: see sourceOf; of a mailing it is what the contact did by its links. */
function byOf({ source, credential, user, file, mailing }: SaidRow): ConsentBy {
  const [kind] = source.split(' ')
  if (kind === 'credential') return { kind, name: credential }
  if (kind === 'user') return { kind, name: user }
  if (kind === 'import') return { kind, name: file }
  if (kind === 'mailing') return { kind, name: mailing }
  return { kind: 'other', name: source }
}
