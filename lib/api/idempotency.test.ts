import { beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { toStream } from './body'
import { HashedBody, once, pruneIdempotencyKeys } from './idempotency'
import { claimKey } from './idempotency.sql'

testDatabase()

let ctx: Context
beforeAll(async () => {
  ctx = await newAccount()
})

const owner = (key: string) => {
  const { actor } = ctx
  if (actor.kind !== 'credential') throw new Error('not a credential')
  return { accountId: actor.accountId, credentialId: actor.credentialId, key }
}
async function* chunks(parts: string[]) {
  for (const part of parts) yield Buffer.from(part)
}
const body = (text: string) => new HashedBody(['op'], Buffer.from(text))
const stream = (...parts: string[]) => new HashedBody(['op'], toStream(chunks(parts)))
const answer = (text: string, init?: ResponseInit) => async () => new Response(text, init)
const expire = () => ctx.db.$executeRaw`update idempotency_key set expires_at = now() - interval '1 second'`

describe('once', () => {
  test('a key whose process died comes free, and is not taken from who took it over', async () => {
    expect(await claimKey(owner('dead'), 'op', null, 60)).toHaveProperty('token')
    await expect(once(owner('dead'), 'op', body('x'), answer('second'))).rejects.toMatchObject({
      code: 'idempotency_running',
    })
    await expire()
    expect(await (await once(owner('dead'), 'op', body('x'), answer('second'))).text()).toBe('second')
  })

  test.each([
    ['a server error', answer('', { status: 500 })],
    ['a wait', answer('', { status: 409, headers: { 'retry-after': '1' } })],
    ['a bug', () => Promise.reject(new Error('bug'))],
    ['a lock', () => Promise.reject(new DomainError('busy', 'Busy.'))],
  ])('%s leaves the key free', async (name, work) => {
    expect((await once(owner(name), 'op', body('x'), work)).ok).toBe(false)
    const again = await once(owner(name), 'op', body('y'), answer('done'))
    expect([await again.text(), again.headers.get('idempotency-replayed')]).toEqual(['done', null])
  })

  test('an answer given before the body was read is not kept', async () => {
    await once(owner('unread'), 'op', stream('a'), answer('early'))
    const read = stream('a')
    const second = once(
      owner('unread'),
      'op',
      read,
      async () => new Response(await new Response(read.stream()).text()),
    )
    expect(await (await second).text()).toBe('a')
  })

  test('a streamed body is the same however it was cut into chunks', async () => {
    const first = stream('ab', 'c')
    await once(
      owner('chunks'),
      'op',
      first,
      async () => new Response(await new Response(first.stream()).text()),
    )
    const again = await once(owner('chunks'), 'op', stream('a', 'bc'), answer('not reached'))
    expect([await again.text(), again.headers.get('idempotency-replayed')]).toEqual(['abc', 'true'])
    const other = once(owner('chunks'), 'op', stream('abcd'), answer('not reached'))
    await expect(other).rejects.toMatchObject({ code: 'idempotency_mismatch' })
  })

  test('another operation with the same key is another request', async () => {
    await once(owner('op'), 'op', body('x'), answer('first'))
    await expect(once(owner('op'), 'other', body('x'), answer(''))).rejects.toMatchObject({
      code: 'idempotency_mismatch',
    })
  })

  test('what is over is forgotten', async () => {
    await once(owner('old'), 'op', body('x'), answer('first'))
    expect(await pruneIdempotencyKeys()).toBe(0)
    await expire()
    expect(await pruneIdempotencyKeys()).toBeGreaterThan(0)
    expect(await ctx.db.idempotencyKey.count()).toBe(0)
  })
})
