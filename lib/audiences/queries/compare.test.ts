import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { addContacts, removeContacts } from '@/lib/syncs/commands/change-members'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { createAudience } from '../commands/save-audience'
import { getDigestOperation } from '../compare-operations'
import { digestPrograms } from '../digest-programs'
import type { Digest } from '../schema'
import { getDigest, getOverlap } from './compare'

testDatabase()

async function newAudience(ctx: Context, externalId: string, ids: string[]): Promise<void> {
  const { accountId } = ctx.actor
  await ctx.db.contact.createMany({
    data: ids.map((id) => ({ accountId, externalId: id })),
    skipDuplicates: true,
  })
  await createAudience(ctx, { externalId, name: externalId })
  if (ids.length > 0) await addContacts(ctx, externalId, ids)
}

/** What the program of the documentation answers for a file with these ids. */
function nodeAnswer(ids: string[], buckets: number): Digest {
  const cwd = mkdtempSync(path.join(tmpdir(), 'roster-digest-'))
  try {
    writeFileSync(path.join(cwd, 'digest.mjs'), digestPrograms.node)
    writeFileSync(path.join(cwd, 'ids.txt'), ids.join('\n'))
    const options = { cwd, encoding: 'utf8', maxBuffer: 2 ** 24 } as const
    return JSON.parse(execFileSync(process.execPath, ['digest.mjs', 'ids.txt', String(buckets)], options))
  } finally {
    rmSync(cwd, { recursive: true })
  }
}

const ids = ['crm-1042', 'é', '名前 🎉', ' a', "=cmd|'x'", ...Array.from({ length: 300 }, (_, i) => `c${i}`)]

describe('the digest', () => {
  test.each([1, 7, 256, 65_536])(
    'of %i buckets is what the documented program works out',
    async (buckets) => {
      const ctx = await newAccount()
      await newAudience(ctx, 'vip', ids)
      const digest = await getDigest(ctx, 'vip', buckets)
      expect(digest).toEqual(nodeAnswer([...ids].reverse(), buckets))
      expect([digest.count, digest.buckets.length]).toEqual([ids.length, buckets])
    },
  )

  test('tells by its buckets where two sides differ, and only there', async () => {
    const ctx = await newAccount()
    await newAudience(ctx, 'vip', ids)
    const before = await getDigest(ctx, 'vip', 256)
    await removeContacts(ctx, 'vip', ['crm-1042'])
    const after = await getDigest(ctx, 'vip', 256)
    const different = before.buckets.filter(({ hash }, i) => hash !== after.buckets[i]?.hash)
    expect(different).toHaveLength(1)
    expect(after).toEqual(nodeAnswer(ids.slice(1), 256))
  })

  test('of an empty audience is zeros; its example in the documentation is right', async () => {
    const ctx = await newAccount()
    await newAudience(ctx, 'none', [])
    const zeros = '0000000000000000'
    expect(await getDigest(ctx, 'none', 2)).toEqual({
      count: 0,
      buckets: [
        { bucket: 0, count: 0, hash: zeros },
        { bucket: 1, count: 0, hash: zeros },
      ],
    })
    await newAudience(ctx, 'two', ['crm-1042', 'crm-1043'])
    expect(await getDigest(ctx, 'two', 2)).toEqual(getDigestOperation.example?.result)
  })

  test('takes a number of buckets within bounds', () => {
    const parsed = (buckets?: string) => getDigestOperation.query.safeParse({ buckets })
    expect(parsed().data).toEqual({ buckets: 256 })
    expect(parsed('65536').data).toEqual({ buckets: 65_536 })
    for (const refused of ['0', '65537', '-1', '1.5', 'all', '']) {
      expect([refused, parsed(refused).success]).toEqual([refused, false])
    }
  })

  test('of another account is not found, and needs the scope', async () => {
    const ctx = await newAccount()
    await newAudience(ctx, 'vip', ['c1'])
    await expect(getDigest(await newAccount(), 'vip', 1)).rejects.toMatchObject({ code: 'not_found' })
    const stranger = await newAccount({ scopes: ['contacts:read'] })
    await expect(getDigest(stranger, 'vip', 1)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('the overlap', () => {
  test('counts who is in the first only, in both, in the second only', async () => {
    const ctx = await newAccount()
    await newAudience(ctx, 'a', ['c1', 'c2', 'c3', 'c4', 'c5'])
    await newAudience(ctx, 'b', ['c4', 'c5', 'c6'])
    await newAudience(ctx, 'part', ['c1', 'c2'])
    await newAudience(ctx, 'none', [])
    expect(await getOverlap(ctx, 'a', 'b')).toEqual({ onlyA: 3, both: 2, onlyB: 1 })
    expect(await getOverlap(ctx, 'b', 'a')).toEqual({ onlyA: 1, both: 2, onlyB: 3 })
    expect(await getOverlap(ctx, 'a', 'part')).toEqual({ onlyA: 3, both: 2, onlyB: 0 })
    expect(await getOverlap(ctx, 'part', 'b')).toEqual({ onlyA: 2, both: 0, onlyB: 3 })
    expect(await getOverlap(ctx, 'none', 'a')).toEqual({ onlyA: 0, both: 0, onlyB: 5 })
    expect(await getOverlap(ctx, 'a', 'a')).toEqual({ onlyA: 0, both: 5, onlyB: 0 })
  })

  test('with an audience of another account is not found, and needs the scope', async () => {
    const [ctx, other] = [await newAccount(), await newAccount()]
    await newAudience(ctx, 'mine', ['c1'])
    await newAudience(other, 'theirs', ['c1'])
    await expect(getOverlap(ctx, 'mine', 'theirs')).rejects.toMatchObject({ code: 'not_found' })
    await expect(getOverlap(ctx, 'theirs', 'mine')).rejects.toMatchObject({ code: 'not_found' })
    const stranger = await newAccount({ scopes: ['contacts:read'] })
    await expect(getOverlap(stranger, 'mine', 'mine')).rejects.toMatchObject({ code: 'forbidden' })
  })
})
