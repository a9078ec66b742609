import { DomainError } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'
import { requireScope } from '../actor'
import { type Context, inTransaction } from '../context'
import { lockCreation, lockCredential } from './lock.sql'
import { credentialColumns, liveAt, toCredential } from './queries'
import {
  type Credential,
  type CredentialSecrets,
  liveCredentialsMax,
  NewCredential,
  Rotation,
} from './schema'
import { newConsumerKey, newSecrets } from './secrets'
import { newTokenId } from './token'

const dayMs = 86_400_000
const hourMs = 3_600_000

type Issued = { credential: Credential; secrets: CredentialSecrets }

/** The secrets are in the answer and nowhere else: who loses them rotates. */
export async function createCredential(ctx: Context, input: NewCredential): Promise<Issued> {
  requireScope(ctx.actor, 'credentials:manage')
  const { name, scopes, validDays } = NewCredential.parse(input)
  return inTransaction(ctx, async (ctx) => {
    await lockCreation(ctx.db, ctx.actor.accountId)
    await requireRoom(ctx)
    const now = ctx.now()
    const tokenId = newTokenId()
    const { plain, row } = newSecrets(tokenId)
    const created = await ctx.db.apiCredential.create({
      select: credentialColumns,
      data: {
        account: { connect: { id: ctx.actor.accountId } },
        ...(ctx.actor.kind === 'user' && { user: { connect: { id: ctx.actor.userId } } }),
        name,
        scopes: [...new Set(scopes)],
        tokenId,
        consumerKey: newConsumerKey(),
        createdAt: now,
        expiresAt: validDays ? new Date(now.getTime() + validDays * dayMs) : null,
        secrets: { create: { ...row, createdAt: now } },
      },
    })
    audit(ctx, created.id, 'credential created')
    const credential = toCredential(created, now)
    return { credential, secrets: { ...plain, consumerKey: credential.consumerKey } }
  })
}

async function requireRoom(ctx: Context): Promise<void> {
  const where = { accountId: ctx.actor.accountId, ...liveAt(ctx.now()) }
  if ((await ctx.db.apiCredential.count({ where })) < liveCredentialsMax) return
  const message = `An account has at most ${liveCredentialsMax} credentials. Revoke one that is not used any more.`
  throw new DomainError('limit_reached', message)
}

/**
 * Gives the credential a new token and consumer secret; its consumer key, scopes and expiry stay. The secret
 * it had stays valid for `overlapHours`; one that was still left from the rotation before ends now.
 */
export async function rotateCredential(ctx: Context, input: Rotation): Promise<Issued> {
  requireScope(ctx.actor, 'credentials:manage')
  const { credentialId, overlapHours } = Rotation.parse(input)
  const { accountId } = ctx.actor
  return inTransaction(ctx, async (ctx) => {
    const now = ctx.now()
    const found = (await lockCredential(ctx.db, accountId, credentialId)) && (await load(ctx, credentialId))
    if (!found) throw notFound()
    const current = toCredential(found, now)
    if (current.state !== 'live') {
      throw new DomainError('conflict', `This credential is ${current.state}: create another.`)
    }
    const where = { accountId, credentialId }
    await ctx.db.apiCredentialSecret.deleteMany({ where: { ...where, expiresAt: { not: null } } })
    const until = new Date(now.getTime() + overlapHours * hourMs)
    await ctx.db.apiCredentialSecret.updateMany({ where, data: { expiresAt: until } })
    const { plain, row } = newSecrets(found.tokenId)
    await ctx.db.apiCredentialSecret.create({ data: { ...where, ...row, createdAt: now } })
    audit(ctx, credentialId, 'credential rotated')
    const credential = { ...current, oldSecretUntil: overlapHours > 0 ? until.toISOString() : null }
    return { credential, secrets: { ...plain, consumerKey: current.consumerKey } }
  })
}

/** Ends it at once, for good; doing so again changes nothing. Its syncs keep naming it. */
export async function revokeCredential(ctx: Context, credentialId: number): Promise<void> {
  requireScope(ctx.actor, 'credentials:manage')
  const { accountId } = ctx.actor
  const { count } = await ctx.db.apiCredential.updateMany({
    where: { accountId, id: credentialId, revokedAt: null },
    data: { revokedAt: ctx.now() },
  })
  if (count > 0) return audit(ctx, credentialId, 'credential revoked')
  if (!(await load(ctx, credentialId))) throw notFound()
}

function load(ctx: Context, id: number) {
  const where = { accountId_id: { accountId: ctx.actor.accountId, id } }
  return ctx.db.apiCredential.findUnique({ where, select: credentialColumns })
}

function notFound(): DomainError {
  return new DomainError('not_found', 'There is no such credential.', { details: { kind: 'credential' } })
}

function audit({ actor }: Context, credentialId: number, what: string): void {
  const by = actor.kind === 'user' ? actor.userId : actor.kind
  log().info({ accountId: actor.accountId, credentialId, by }, what)
}
