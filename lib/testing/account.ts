import { randomUUID } from 'node:crypto'
import { createAccount } from '@/lib/access/accounts'
import { type Actor, credentialActor, type Scope, systemActor, userActor } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { createCredential } from '@/lib/access/credentials/commands'
import { credentialScopes, type Product, type Role } from '@/lib/access/schema'
import { db } from '@/lib/platform/db'

type Options = {
  /** The actor is a credential with exactly these; with every scope there is when absent. */
  scopes?: readonly Scope[]
  /** The actor is a user with this role instead. */
  role?: Role
  product?: Product
  now?: Date | (() => Date)
}

/** A context in a new account, so that no test sees another's rows. The account, its user or credential are real rows. */
export async function newAccount(options: Options = {}): Promise<Context> {
  const now = clock(options.now)
  const name = `Test ${randomUUID()}`
  const { id } = await createAccount({ db: db(), now }, { name, product: options.product ?? 'automation' })
  const ground: Context = { actor: systemActor(id), db: db(), now }
  const actor = options.role
    ? await newUser(ground, options.role)
    : await newCredential(ground, options.scopes)
  return { ...ground, actor }
}

/** The same account, seen by another actor of it. */
export async function asUser(ctx: Context, role: Role): Promise<Context> {
  return { ...ctx, actor: await newUser(ctx, role) }
}

async function newUser(ctx: Context, role: Role): Promise<Actor> {
  const id = randomUUID()
  const { accountId } = ctx.actor
  await ctx.db.appUser.create({
    data: {
      id,
      name: `A test ${role}`,
      email: `${id}@test.example`,
      accountUsers: { create: { accountId, role } },
    },
  })
  return userActor(accountId, id, role)
}

async function newCredential(ctx: Context, scopes: readonly Scope[] | undefined): Promise<Actor> {
  const name = `Test ${randomUUID()}`
  const { credential } = await createCredential(ctx, { name, scopes: [...credentialScopes] })
  // A test that does not care who acts may do all; one that does names even what only people may.
  const actor = credentialActor(ctx.actor.accountId, credential.id, credential.scopes)
  return { ...actor, scopes: scopes ? new Set(scopes) : ctx.actor.scopes }
}

function clock(now: Options['now']): () => Date {
  if (typeof now === 'function') return now
  return () => now ?? new Date()
}
