import type { ClientBase } from 'pg'
import { randomToken } from '@/lib/platform/crypto'
import type { Db } from '@/lib/platform/db'
import { announceSql } from './announce.sql'
import type { WebhookEvent } from './schema'

/**
 * Most bytes of an event's data. Events name what changed and carry its counts, so that all stay far below; one that
 * is larger is a bug of whoever announces it.
 */
export const dataMaxBytes = 16_384

/** Where the change itself happens: an open transaction of either kind. */
type Transaction = Pick<ClientBase, 'query'> | Db

/** What happened. `data` is JSON: ids are those of the sender, moments are texts in UTC. */
export type DomainEvent = { type: WebhookEvent; data: Record<string, unknown> }

/**
 * Has every webhook of the account that wants it told. Runs in the caller's transaction, so that what is announced
 * happened and what happened is announced. Call it last in there. Answers to how many it goes.
 */
export async function announce(
  transaction: Transaction,
  accountId: number,
  { type, data }: DomainEvent,
): Promise<number> {
  const json = JSON.stringify(data)
  if (Buffer.byteLength(json) > dataMaxBytes) {
    throw new Error(`The data of a ${type} event is larger than ${dataMaxBytes} bytes.`)
  }
  const statement = announceSql(accountId, { type, data: json, messageId: newMessageId() })
  const rows = await (isPrisma(transaction)
    ? transaction.$queryRaw<{ announced: number }[]>(statement)
    : transaction
        .query<{ announced: number }>({ text: statement.text, values: statement.values })
        .then((result) => result.rows))
  return rows[0]?.announced ?? 0
}

export function newMessageId(): string {
  return `msg_${randomToken(16)}`
}

function isPrisma(transaction: Transaction): transaction is Db {
  return '$queryRaw' in transaction
}
