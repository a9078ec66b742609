import { Buffer } from 'node:buffer'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { eraseContact } from '../commands/erase-contact'
import { withoutErased } from './without-erased'

testDatabase()

const ids = ['id', '=1+1', 'a,b', 'say "a"', 'active', 'é—', 'plain']

async function withContacts(): Promise<Context> {
  const ctx = await newAccount()
  const { accountId } = ctx.actor
  await ctx.db.contact.createMany({ data: ids.map((externalId) => ({ accountId, externalId })) })
  return ctx
}

const cell = (id: string) => {
  const safe = id.startsWith('=') ? `'${id}` : id
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
const asCsv = (id: string) => `${cell(id)},,active\n`
const asChange = (id: string) => `joined,${cell(id)},\n`
const asJson = (id: string) => `${JSON.stringify({ externalId: id, email: null })}\n`

/** What an export writes, in pieces of so many bytes. Before all but the first row a moment passes in which somebody can be erased. */
async function* written(head: string, rest: string, bytes: number, meanwhile: () => Promise<unknown>) {
  yield Buffer.from(head)
  await meanwhile()
  await sleep(300)
  const all = Buffer.from(rest)
  for (let at = 0; at < all.length; at += bytes) yield all.subarray(at, at + bytes)
}

async function read(rows: AsyncGenerator<Buffer>): Promise<string> {
  const read: Buffer[] = []
  for await (const chunk of rows) read.push(chunk)
  return Buffer.concat(read).toString()
}

describe('rows of an export that runs while people are erased', () => {
  const erased = ['=1+1', 'say "a"', 'plain', 'id']
  test.each([
    ['CSV', { format: 'csv' as const }, 'id,email,status\n', asCsv],
    ['CSV of changes', { format: 'csv' as const, idAt: 1 }, 'change,id,email\n', asChange],
    ['JSON', { format: 'json-lines' as const }, '', asJson],
  ])('%s: theirs are left out, everybody else’s are as they were', async (_, format, heading, row) => {
    for (const bytes of [1, 7, 1_000]) {
      const ctx = await withContacts()
      const meanwhile = () => Promise.all(erased.map((id) => eraseContact(ctx, id)))
      const rows = written(heading + row('first'), ids.map(row).join(''), bytes, meanwhile)
      const left = ids.filter((id) => !erased.includes(id)).map(row)
      expect(await read(withoutErased(ctx, rows, format))).toBe(heading + row('first') + left.join(''))
    }
  })

  test('one that ends without a line break, or has nothing in it, is passed on as it is', async () => {
    const ctx = await withContacts()
    const passed = (text: string) =>
      read(
        withoutErased(
          ctx,
          written('', text, 3, async () => {}),
          { format: 'csv' },
        ),
      )
    expect(await passed('id,email\na,b')).toBe('id,email\na,b')
    expect(await passed('')).toBe('')
  })

  test('somebody of another account does not matter, and whoever stops reading ends the export', async () => {
    const [ours, theirs] = [await withContacts(), await withContacts()]
    let isEnded = false
    async function* endless() {
      try {
        for (;;) yield Buffer.from(asCsv('plain'))
      } finally {
        isEnded = true
      }
    }
    const rows = withoutErased(ours, endless(), { format: 'csv' })
    await eraseContact(theirs, 'plain')
    await sleep(300)
    expect((await rows.next()).value?.toString()).toBe(asCsv('plain'))
    expect((await rows.next()).value?.toString()).toBe(asCsv('plain'))
    await rows.return(undefined)
    expect(isEnded).toBe(true)
  })
})
