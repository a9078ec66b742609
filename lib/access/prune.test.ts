import { expect, test } from 'vitest'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { pruneAccess } from './prune'

testDatabase()

test('what is over goes, what is not stays', async () => {
  const now = new Date('2026-01-01T09:00:00Z')
  const ctx = await newAccount({ now })
  const { accountId } = ctx.actor
  const credentialId = ctx.actor.kind === 'credential' ? ctx.actor.credentialId : 0
  const seconds = now.getTime() / 1000
  const at = (offsetS: number) => new Date(now.getTime() + offsetS * 1000)
  const user = await ctx.db.appUser.create({ data: { id: 'u', name: 'Ada', email: 'ada@shop.example' } })
  for (const offset of [-601, -599, 300]) {
    const nonce = { accountId, credentialId, timestamp: seconds + offset, nonce: 'n' }
    await ctx.db.oauthNonce.create({ data: nonce })
  }
  for (const offset of [-1, 1]) {
    const id = `s${offset}`
    await ctx.db.userSession.create({ data: { id, token: id, userId: user.id, expiresAt: at(offset) } })
    await ctx.db.signInAttempt.create({ data: { key: id, expire: at(offset).getTime() } })
    const secret = { tokenHash: new Uint8Array(32), consumerSecret: id }
    await ctx.db.apiCredentialSecret.create({
      data: { accountId, credentialId, ...secret, expiresAt: at(offset) },
    })
  }

  await pruneAccess(ctx)
  await pruneAccess(ctx)

  const nonces = await ctx.db.oauthNonce.findMany({ orderBy: { timestamp: 'asc' } })
  expect(nonces.map(({ timestamp }) => Number(timestamp) - seconds)).toEqual([-599, 300])
  expect((await ctx.db.userSession.findMany()).map(({ id }) => id)).toEqual(['s1'])
  expect((await ctx.db.signInAttempt.findMany()).map(({ key }) => key)).toEqual(['s1'])
  const secrets = await ctx.db.apiCredentialSecret.findMany({ where: { credentialId } })
  expect(secrets.map(({ expiresAt }) => expiresAt?.getTime())).toEqual([undefined, at(1).getTime()])
})
