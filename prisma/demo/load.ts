import { z } from 'zod'
import { createAccount, findAccount } from '@/lib/access/accounts'
import { systemActor } from '@/lib/access/actor'
import type { Context, SystemContext } from '@/lib/access/context'
import { createCredential, revokeCredential } from '@/lib/access/credentials/commands'
import { listCredentials } from '@/lib/access/credentials/queries'
import { credentialScopes } from '@/lib/access/schema'
import { markSetUp } from '@/lib/access/set-up'
import { addUser, resetPassword } from '@/lib/access/users'
import { createProperty } from '@/lib/contacts/commands/create-property'
import { listProperties } from '@/lib/contacts/queries/properties'
import type { Property } from '@/lib/contacts/schema'
import { randomToken } from '@/lib/platform/crypto'
import { DomainError } from '@/lib/platform/errors'
import { type ShopAudience, shopAudiences } from './audiences'
import { workAsMarketer } from './marketer'
import { type Customer, dateOf, interests, makeShop, sendingDays } from './shop'

const owner = { email: 'demo@roster.example', name: 'Demo owner' }

const credentialName = 'Web shop'

export const Demo = z.object({
  email: z.string(),
  password: z.string(),
  token: z.string(),
  /** Contacts a first sync of one's own can name. */
  contactIds: z.array(z.string()),
})
export type Demo = z.output<typeof Demo>

/**
 * Makes the account `demo` and lets its web shop push customers and audiences through the public API at `url`, week after
 * week; what it sent is then dated back to its week, which the API cannot do. Loading again goes on where an interrupted load stopped, and changes nothing after a complete one. `known` is what
 * an earlier load answered; without it the owner gets a new password and the shop a new credential for its old one.
 */
export async function loadDemo(system: SystemContext, url: string, known?: Demo): Promise<Demo> {
  const ctx = await demoAccount(system)
  const demo = known && (await isAdmitted(url, known.token)) ? known : await letIn(ctx, system)
  const send = sender(url, demo.token)
  await defineProperties(ctx)
  const customers = makeShop()
  await send('POST', 'contacts', 'application/x-ndjson', contactLines(customers))
  await pushAudiences(ctx, send, customers)
  await workAsMarketer(ctx, customers)
  return { ...demo, contactIds: customers.slice(0, 3).map(({ id }) => id) }
}

async function isAdmitted(url: string, token: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${token}` }
  return (await fetch(`${url}/api/v1/audiences?limit=1`, { headers })).ok
}

async function letIn(ctx: Context, system: SystemContext): Promise<Demo> {
  const password = randomToken(12)
  await demoOwner(ctx, system, password)
  for (const { id, name, state } of await listCredentials(ctx)) {
    if (name === credentialName && state === 'live') await revokeCredential(ctx, id)
  }
  const { secrets } = await createCredential(ctx, { name: credentialName, scopes: [...credentialScopes] })
  return { email: owner.email, password, token: secrets.token, contactIds: [] }
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

type Send = (method: string, path: string, contentType?: string, body?: string) => Promise<unknown>

function sender(url: string, token: string): Send {
  return async (method, path, contentType, body) => {
    const response = await fetch(`${url}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(contentType && { 'content-type': contentType }) },
      ...(body !== undefined && { body }),
    })
    const answer = await response.text()
    if (!response.ok)
      throw new Error(`${method} ${path} answered ${response.status}: ${answer.slice(0, 500)}`)
    return JSON.parse(answer)
  }
}

/** What this shop knows of its customers beyond what every account begins with. */
const shopProperties: Property[] = [
  { name: 'orderCount', label: 'Orders', type: 'int', entries: [] },
  { name: 'turnover', label: 'Turnover', type: 'money', entries: [] },
  { name: 'lastOrderOn', label: 'Last order', type: 'date', entries: [] },
  {
    name: 'interests',
    label: 'Interests',
    type: 'set',
    entries: interests.map((description, at) => ({ bit: at + 1, description, rank: at + 1 })),
  },
]

async function defineProperties(ctx: Context): Promise<void> {
  const known = new Set((await listProperties(ctx)).map(({ name }) => name))
  for (const property of shopProperties) if (!known.has(property.name)) await createProperty(ctx, property)
}

function contactLines(customers: Customer[]): string {
  return customers.map((customer) => JSON.stringify(contactOf(customer))).join('\n')
}

function contactOf({ id, email, newsletter, orders, ...customer }: Customer): object {
  const { firstName, lastName, city, gender, birthdate } = customer
  const turnover = orders.reduce((cents, { euros }) => cents + Math.round(euros * 100), 0) / 100
  const bought = orders.length > 0 && {
    turnover,
    lastOrderOn: dateOf(Math.max(...orders.map(({ day }) => day))),
  }
  const properties = { firstName, lastName, city, gender, birthdate, interests: customer.interests }
  return {
    id,
    email,
    properties: {
      ...properties,
      ...bought,
      orderCount: orders.length,
      permissions: [{ bit: 1, enabled: newsletter }],
    },
  }
}

/** Every week the shop sends who is in each audience; before the last time it looks first what that would do. */
async function pushAudiences(ctx: Context, send: Send, customers: Customer[]): Promise<void> {
  const sent = new Map<string, SentSoFar>()
  for (const audience of shopAudiences) {
    await putAudience(send, audience)
    sent.set(audience.id, await syncsSent(send, audience.id))
  }
  for (const [week, day] of sendingDays.entries()) {
    const due = shopAudiences.filter(({ id }) => week >= (sent.get(id)?.done ?? 0))
    const syncIds: string[] = []
    for (const audience of due) syncIds.push(await pushWeek(send, audience, customers, week))
    await dateBack(ctx, syncIds, (sendingDays.at(-1) ?? day) - day)
  }
  for (const { id, brokeOff, membersOn } of shopAudiences) {
    const ids = membersOn(customers, sendingDays.at(-1) ?? 0).map((customer) => customer.id)
    if (brokeOff && !sent.get(id)?.held) await pushTorn(send, id, ids)
  }
}

const Sent = z.object({ id: z.string() })

/** Answers the id of the sync. */
async function pushWeek(
  send: Send,
  { id, sendsChanges, membersOn }: ShopAudience,
  customers: Customer[],
  week: number,
): Promise<string> {
  const idsOn = (week: number) => membersOn(customers, sendingDays[week] ?? 0).map((customer) => customer.id)
  const ids = idsOn(week)
  // Somebody the shop forgot to create first, as happens: the sync reports it and goes on.
  if (week === 2) ids.push('shop-guest-417')
  const path = `audiences/${id}/syncs?mode=replace`
  const isLast = week === sendingDays.length - 1
  if (isLast) await send('POST', `${path}&dryRun=true`, 'text/plain', ids.join('\n'))
  if (isLast && sendsChanges) {
    const lines = changeLines(idsOn(week - 1), ids)
    const changes = await send('POST', `audiences/${id}/syncs?mode=delta`, 'application/x-ndjson', lines)
    return Sent.parse(changes).id
  }
  return Sent.parse(await send('POST', path, 'text/plain', ids.join('\n'))).id
}

/** Moves syncs to the day that the shop sent them on. Audiences are as old as the first of them. */
async function dateBack(ctx: Context, syncIds: string[], days: number): Promise<void> {
  if (days === 0 || syncIds.length === 0) return
  const { accountId } = ctx.actor
  await ctx.db.$executeRaw`
    update sync set started_at = started_at - make_interval(days => ${days}::int),
      alive_at = alive_at - make_interval(days => ${days}::int),
      applied_at = applied_at - make_interval(days => ${days}::int),
      finished_at = finished_at - make_interval(days => ${days}::int)
    where account_id = ${accountId} and id = any(${syncIds}::bigint[])`
  await ctx.db.$executeRaw`
    update list l set created_at = s.first
    from (select audience_id, min(started_at) as first from sync
          where account_id = ${accountId} and id = any(${syncIds}::bigint[]) group by audience_id) s
    where l.account_id = ${accountId} and l.id = s.audience_id and s.first < l.created_at`
}

/** What an export that broke off leaves: the guard holds it, and a marketer decides. */
function pushTorn(send: Send, audienceId: string, ids: string[]): Promise<unknown> {
  const part = ids.slice(0, Math.floor(ids.length / 3))
  return send('POST', `audiences/${audienceId}/syncs?mode=replace`, 'text/plain', part.join('\n'))
}

function putAudience(send: Send, { id, name, description, syncEveryMinutes, turnsOver }: ShopAudience) {
  const settings = {
    ...{ name, description },
    ...(syncEveryMinutes !== undefined && { syncEveryMinutes }),
    ...(turnsOver && { guardShare: 100 }),
  }
  return send('PUT', `audiences/${id}`, 'application/json', JSON.stringify(settings))
}

const History = z.object({ data: z.array(z.object({ status: z.string(), dryRun: z.boolean() })) })

type SentSoFar = { done: number; held: boolean }

async function syncsSent(send: Send, audienceId: string): Promise<SentSoFar> {
  const { data } = History.parse(await send('GET', `syncs?audienceId=${audienceId}&limit=1000`))
  return {
    done: data.filter(({ status, dryRun }) => status === 'done' && !dryRun).length,
    held: data.some(({ status }) => status === 'held' || status === 'rejected'),
  }
}

function changeLines(before: string[], after: string[]): string {
  const old = new Set(before)
  const current = new Set(after)
  const joined = after.filter((id) => !old.has(id)).map((id) => JSON.stringify({ id, op: 'add' }))
  const left = before.filter((id) => !current.has(id)).map((id) => JSON.stringify({ id, op: 'remove' }))
  return [...joined, ...left].join('\n')
}
