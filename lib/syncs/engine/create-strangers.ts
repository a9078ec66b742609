import type { PoolClient } from 'pg'
import type { AccountId } from '@/lib/access/actor'
import { createSyncedContacts } from '@/lib/contacts/commands/create-synced-contacts'
import { placeOf, shortened } from '../rules'
import { rejectionsKeptMax, type SyncRejection } from '../schema'
import { insertTargets, type Stranger, selectStrangers } from './apply.sql'

/** Rows looked at together: an e-mail address is checked here, not in the database. */
const batchMax = 5_000

/** Makes contacts of unknown ids that carry an e-mail address, and adds them to who is wanted. The others stay unknown. */
export async function createStrangers(
  connection: PoolClient,
  accountId: AccountId,
): Promise<{ created: number; rejections: SyncRejection[] }> {
  const outcome = { created: 0, rejections: [] as SyncRejection[] }
  let afterLine = 0
  for (;;) {
    const strangers = await selectStrangers(connection, afterLine, batchMax)
    const last = strangers.at(-1)
    if (!last) return outcome
    afterLine = last.line
    const contactIds = await createBatch(connection, accountId, strangers, outcome.rejections)
    await insertTargets(connection, contactIds)
    outcome.created += contactIds.length
  }
}

async function createBatch(
  connection: PoolClient,
  accountId: AccountId,
  strangers: Stranger[],
  rejections: SyncRejection[],
): Promise<string[]> {
  const reject = ({ line, externalId }: Stranger, reason: string) => {
    if (rejections.length >= rejectionsKeptMax) return
    rejections.push({ ...placeOf(line), value: shortened(externalId), reason })
  }
  const creatable: (Stranger & { email: string })[] = []
  for (const stranger of strangers) {
    const { email } = stranger
    if (!stranger.wanted) reject(stranger, 'There is no contact with this id to remove.')
    else if (email === null)
      reject(stranger, 'There is no contact with this id, and no e-mail address to make one.')
    else creatable.push({ ...stranger, email })
  }
  const results = await createSyncedContacts(connection, accountId, creatable)
  const contactIds: string[] = []
  for (const [i, result] of results.entries()) {
    const stranger = creatable[i]
    if ('contactId' in result) contactIds.push(result.contactId)
    else if (stranger) reject(stranger, result.reason)
  }
  return contactIds
}
