import { createAccount, findAccount } from '@/lib/access/accounts'
import { systemActor } from '@/lib/access/actor'
import type { Context, SystemContext } from '@/lib/access/context'
import { createCredential } from '@/lib/access/credentials/commands'
import { credentialScopes } from '@/lib/access/schema'
import { markSetUp } from '@/lib/access/set-up'
import { addUser, resetPassword } from '@/lib/access/users'
import { createFolder } from '@/lib/folders/commands'
import { listFolders } from '@/lib/folders/queries'
import { moveLists } from '@/lib/lists/commands'
import { randomToken } from '@/lib/platform/crypto'
import { DomainError } from '@/lib/platform/errors'
import { type ShopAudience, shopAudiences } from './audiences'
import { type Customer, makeShop, monthEnds } from './shop'

const owner = { email: 'demo@roster.example', name: 'Demo owner' }

export type Demo = {
  email: string
  password: string
  token: string
  /** Contacts a first sync of one's own can name. */
  contactIds: string[]
}

/**
 * Makes the account `demo` and lets its web shop push customers and audiences through the public API at `url`, month after
 * month. Loading again changes no contact and no membership; it gives the owner a new password and the shop a new credential.
 */
export async function loadDemo(system: SystemContext, url: string): Promise<Demo> {
  const ctx = await demoAccount(system)
  const password = randomToken(12)
  await demoOwner(ctx, system, password)
  const { secrets } = await createCredential(ctx, { name: 'Web shop', scopes: [...credentialScopes] })
  const send = sender(url, secrets.token)

  const customers = makeShop()
  await send('POST', 'contacts', 'application/x-ndjson', contactLines(customers))
  for (const audience of shopAudiences) await pushAudience(send, audience, customers)
  await fileAudiences(ctx)
  return {
    email: owner.email,
    password,
    token: secrets.token,
    contactIds: customers.slice(0, 3).map(({ id }) => id),
  }
}

async function demoAccount(system: SystemContext): Promise<Context> {
  await markSetUp(system)
  const account = await findAccount(system, 'demo').catch((error) => {
    if (!(error instanceof DomainError) || error.code !== 'not_found') throw error
    return createAccount(system, { name: 'Demo web shop', shortName: 'demo', product: 'ecommerce' })
  })
  return { ...system, actor: systemActor(account.id) }
}

async function demoOwner(ctx: Context, system: SystemContext, password: string): Promise<void> {
  try {
    await addUser(ctx, { ...owner, role: 'owner', password })
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'id_taken') throw error
    await resetPassword(system, owner.email, password)
  }
}

type Send = (method: string, path: string, contentType: string, body: string) => Promise<void>

function sender(url: string, token: string): Send {
  return async (method, path, contentType, body) => {
    const response = await fetch(`${url}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': contentType },
      body,
    })
    const answer = await response.text()
    if (!response.ok)
      throw new Error(`${method} ${path} answered ${response.status}: ${answer.slice(0, 500)}`)
  }
}

function contactLines(customers: Customer[]): string {
  const lines = customers.map(({ id, email, firstName, lastName, city, newsletter }) =>
    JSON.stringify({
      id,
      email,
      properties: { firstName, lastName, city, permissions: [{ bit: 1, enabled: newsletter }] },
    }),
  )
  return lines.join('\n')
}

/** Every month end the shop sends the whole membership; before the last it looks first what that would do. */
async function pushAudience(send: Send, audience: ShopAudience, customers: Customer[]): Promise<void> {
  const { id, name, description, syncEveryMinutes, membersOn } = audience
  const settings = { name, description, ...(syncEveryMinutes !== undefined && { syncEveryMinutes }) }
  await send('PUT', `audiences/${id}`, 'application/json', JSON.stringify(settings))
  for (const [month, day] of monthEnds.entries()) {
    const ids = membersOn(customers, day).map((customer) => customer.id)
    // Somebody the shop forgot to create first, as happens: the sync reports it and goes on.
    if (month === 2) ids.push('shop-guest-417')
    const last = month === monthEnds.length - 1
    if (last)
      await send('POST', `audiences/${id}/syncs?mode=replace&dryRun=true`, 'text/plain', ids.join('\n'))
    await send('POST', `audiences/${id}/syncs?mode=replace`, 'text/plain', ids.join('\n'))
  }
}

/** The marketer's part: two folders, with the audiences that belong there. */
async function fileAudiences(ctx: Context): Promise<void> {
  const { accountId } = ctx.actor
  for (const name of ['Sales', 'Retention'] as const) {
    const known = (await listFolders(ctx, 'dynamic-lists')).find((folder) => folder.name === name)
    const { id } = known ?? (await createFolder(ctx, { kind: 'dynamic-lists', parentId: null, name }))
    const externalIds = shopAudiences.filter(({ folder }) => folder === name).map((audience) => audience.id)
    const rows = await ctx.db.audience.findMany({
      where: { accountId, externalId: { in: externalIds } },
      select: { id: true },
    })
    await moveLists(ctx, { listIds: rows.map((row) => row.id), folderId: id })
  }
}
