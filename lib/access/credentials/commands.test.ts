import { beforeAll, describe, expect, test, vi } from 'vitest'
import { pool, withConnection } from '@/lib/platform/pool'
import { asUser, newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import type { Context } from '../context'
import { authenticateToken } from './authenticate'
import { createCredential, revokeCredential, rotateCredential } from './commands'
import { listCredentials } from './queries'
import { liveCredentialsMax } from './schema'

testDatabase()

const scopes = ['contacts:read', 'audiences:write'] as const
const input = { name: ' Web shop ', scopes: [...scopes] }
const morning = new Date('2026-01-01T09:00:00.000Z')
const later = (ctx: Context, hours: number): Context => ({
  ...ctx,
  now: () => new Date(morning.getTime() + hours * 3_600_000),
})

let owner: Context
let stranger: Context
beforeAll(async () => {
  owner = await newAccount({ role: 'owner', now: morning })
  stranger = await newAccount({ role: 'owner', now: morning })
})

describe('createCredential', () => {
  test('answers the secrets once and keeps none of them in a readable form', async () => {
    const { credential, secrets } = await createCredential(owner, { ...input, validDays: 2 })

    expect(credential).toMatchObject({
      name: 'Web shop',
      scopes: ['audiences:write', 'contacts:read'],
      state: 'live',
      createdBy: 'A test owner',
      expiresAt: '2026-01-03T09:00:00.000Z',
      lastUsedAt: null,
      consumerKey: secrets.consumerKey,
    })
    expect(secrets.token.startsWith(credential.tokenPrefix)).toBe(true)
    const rows = await owner.db.$queryRaw`
      select c.*, s.*, encode(token_hash, 'escape') as hash_text from api_credential c
      join api_credential_secret s on s.credential_id = c.id where c.id = ${credential.id}`
    const kept = JSON.stringify(rows)
    expect(kept).toContain(secrets.consumerKey)
    expect(kept).not.toContain(secrets.token.slice(credential.tokenPrefix.length))
    expect(kept).not.toContain(secrets.consumerSecret)
  })

  test.each(['editor', 'viewer'] as const)('is refused to a %s', async (role) => {
    await expect(createCredential(await asUser(owner, role), input)).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  test('is refused to a credential, whatever its scopes', async () => {
    const { secrets } = await createCredential(owner, input)
    const actor = await authenticateToken(secrets.token, morning)

    await expect(createCredential({ ...owner, actor }, input)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('is refused without a scope, and beyond the number an account may have', async () => {
    const full = await newAccount({ role: 'owner', now: morning })
    await expect(createCredential(full, { name: 'None', scopes: [] })).rejects.toThrow(/at least one scope/)

    const { accountId } = full.actor
    await full.db.apiCredential.createMany({
      data: Array.from({ length: liveCredentialsMax }, (_, i) => {
        return {
          accountId,
          name: 'x',
          scopes: [],
          tokenId: `${accountId}-${i}`,
          consumerKey: `${accountId}-${i}`,
        }
      }),
    })
    await expect(createCredential(full, input)).rejects.toMatchObject({ code: 'limit_reached' })
    const one = await full.db.apiCredential.findFirstOrThrow({ where: { accountId } })
    await revokeCredential(full, one.id)
    await expect(createCredential(full, input)).resolves.toBeDefined()
  })
})

test('of two that are created at once, only one gets the last place', async () => {
  const full = await newAccount({ role: 'owner', now: morning })
  const { accountId } = full.actor
  await full.db.apiCredential.createMany({
    data: Array.from({ length: liveCredentialsMax - 1 }, (_, i) => {
      const id = `${accountId}-${i}`
      return { accountId, name: 'x', scopes: [], tokenId: id, consumerKey: id }
    }),
  })

  // Nobody can insert until both have come as far as they get.
  const outcomes = await withConnection(async (connection) => {
    await connection.query('begin; lock table api_credential in share mode')
    const both = Promise.allSettled([createCredential(full, input), createCredential(full, input)])
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    await vi.waitFor(async () => expect((await pool().query(waiting)).rowCount).toBe(2), { timeout: 5_000 })
    await connection.query('commit')
    return both
  })

  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'limit_reached' })
  }
  expect(await full.db.apiCredential.count({ where: { accountId } })).toBe(liveCredentialsMax)
})

describe('rotateCredential', () => {
  test('keeps two secrets at most, however often and at once it is done', async () => {
    const { credential } = await createCredential(owner, input)
    const rotation = { credentialId: credential.id, overlapHours: 24 }
    await rotateCredential(owner, rotation)

    await Promise.all([rotateCredential(owner, rotation), rotateCredential(owner, rotation)])

    const secrets = await owner.db.apiCredentialSecret.findMany({ where: { credentialId: credential.id } })
    expect(secrets.map((secret) => secret.expiresAt?.toISOString()).sort()).toEqual([
      '2026-01-02T09:00:00.000Z',
      undefined,
    ])
  })

  test('says until when the old secret works, and that it is over afterwards', async () => {
    const { credential } = await createCredential(owner, input)
    const rotated = await rotateCredential(owner, { credentialId: credential.id, overlapHours: 1 })
    const listed = async (ctx: Context) => {
      return (await listCredentials(ctx)).find(({ id }) => id === credential.id)?.oldSecretUntil
    }

    expect(rotated.credential.oldSecretUntil).toBe('2026-01-01T10:00:00.000Z')
    expect(await listed(owner)).toBe('2026-01-01T10:00:00.000Z')
    expect(await listed(later(owner, 1))).toBeNull()
  })

  test('ends the old secret at once when asked', async () => {
    const { credential, secrets } = await createCredential(owner, input)
    await rotateCredential(owner, { credentialId: credential.id, overlapHours: 0 })

    await expect(authenticateToken(secrets.token, morning)).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  test('is refused for a credential that is over, to other roles, and to other accounts', async () => {
    const { credential } = await createCredential(owner, { ...input, validDays: 1 })
    const rotation = { credentialId: credential.id, overlapHours: 1 }

    await expect(rotateCredential(stranger, rotation)).rejects.toMatchObject({ code: 'not_found' })
    await expect(rotateCredential(await asUser(owner, 'editor'), rotation)).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(rotateCredential(later(owner, 24), rotation)).rejects.toMatchObject({ code: 'conflict' })
    await revokeCredential(owner, credential.id)
    await expect(rotateCredential(owner, rotation)).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('revokeCredential', () => {
  test('is for good, and the same the second time', async () => {
    const { credential } = await createCredential(owner, input)
    await revokeCredential(owner, credential.id)
    await revokeCredential(later(owner, 1), credential.id)

    const listed = (await listCredentials(owner)).find(({ id }) => id === credential.id)
    expect(listed).toMatchObject({ state: 'revoked', revokedAt: morning.toISOString() })
  })

  test('is refused to other roles and other accounts', async () => {
    const { credential } = await createCredential(owner, input)

    await expect(revokeCredential(stranger, credential.id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(revokeCredential(await asUser(owner, 'viewer'), credential.id)).rejects.toMatchObject({
      code: 'forbidden',
    })
    const listed = (await listCredentials(owner)).find(({ id }) => id === credential.id)
    expect(listed?.state).toBe('live')
  })
})

test('listing shows the live before those that are over, and none of another account', async () => {
  const ctx = await newAccount({ role: 'owner', now: morning })
  const first = (await createCredential(ctx, { ...input, validDays: 1 })).credential.id
  const second = (await createCredential(later(ctx, 1), input)).credential.id
  const third = (await createCredential(later(ctx, 2), input)).credential.id
  await revokeCredential(ctx, third)
  const statesAt = async (at: Context) => (await listCredentials(at)).map(({ id, state }) => [id, state])

  expect(await statesAt(later(ctx, 3))).toEqual([
    [second, 'live'],
    [first, 'live'],
    [third, 'revoked'],
  ])
  expect(await statesAt(later(ctx, 24))).toEqual([
    [second, 'live'],
    [third, 'revoked'],
    [first, 'expired'],
  ])
  await expect(listCredentials(await asUser(ctx, 'editor'))).rejects.toMatchObject({ code: 'forbidden' })
})

test('the moment of last use is kept to the minute', async () => {
  const { credential, secrets } = await createCredential(owner, input)
  const authenticateAt = (seconds: number) =>
    authenticateToken(secrets.token, new Date(morning.getTime() + seconds * 1000))
  const lastUse = async () =>
    (await listCredentials(owner)).find(({ id }) => id === credential.id)?.lastUsedAt

  await authenticateAt(0)
  await vi.waitFor(async () => expect(await lastUse()).toBe('2026-01-01T09:00:00.000Z'))
  await authenticateAt(59)
  await authenticateAt(60)
  await vi.waitFor(async () => expect(await lastUse()).toBe('2026-01-01T09:01:00.000Z'))
})
