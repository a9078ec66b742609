import type { PoolClient } from 'pg'
import type { AccountId } from '@/lib/access/actor'
import { holdErasures, type Person, selectErasedOn } from '../erasure.sql'

/** Which of these persons were erased, by their place from 0. Until the caller's transaction ends nobody else is. */
export async function erasedAmong(
  connection: PoolClient,
  accountId: AccountId,
  people: Person[],
): Promise<Set<number>> {
  await holdErasures(connection, accountId)
  return selectErasedOn(connection, accountId, people)
}
