// Small changes, as connectors send them: batches by the reference API, and one contact at a time.
import { createHmac, randomUUID } from 'node:crypto'
import { idOf, idsFrom } from './data.mjs'
import { agentOf, sendWell } from './http.mjs'
import { requireSame } from './raw-sync.mjs'
import { judged } from './report.mjs'
import { median, ratios, spreadOf } from './statistics.mjs'
import { newAudience } from './target.mjs'

/** Signed as RFC 5849 has it, one-legged, HMAC-SHA1. */
function oauthHeader({ consumerKey, consumerSecret }, method, url) {
  const parameters = {
    oauth_consumer_key: consumerKey,
    oauth_nonce: randomUUID(),
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    oauth_version: '1.0',
  }
  const normalized = Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .sort()
    .join('&')
  const base = [method, url, normalized].map(encodeURIComponent).join('&')
  const key = `${encodeURIComponent(consumerSecret)}&`
  const signature = createHmac('sha1', key).update(base).digest('base64')
  const header = Object.entries({ ...parameters, oauth_signature: signature })
  return `OAuth ${header.map(([name, value]) => `${name}="${encodeURIComponent(value)}"`).join(', ')}`
}

const bareStatement = {
  name: 'bare',
  text: `insert into member (account_id, audience_id, contact_id, joined_revision)
    select $1, $2, c.id, 1 from (select distinct external_id from unnest($3::text[]) as w (external_id)) w
    join contact c on c.account_id = $1 and c.external_id = w.external_id and c.erased_at is null
    order by c.id on conflict do nothing`,
}

/** Each batch by the API and, on another audience, by the bare statement on a connection that has run it before. */
export async function batchRow(target, { batches, batchIds, repetitions }) {
  const { database, accountId, credential } = target
  const mine = await newAudience(target, 'batches')
  const raw = await newAudience(target, 'batches-raw')
  const url = `${target.url}/integrationservice/audience/${mine.externalId}/contact`
  const overHttp = (ids) => {
    const authorization = oauthHeader(credential, 'POST', url)
    const headers = { authorization, 'content-type': 'application/json' }
    const body = Buffer.from(JSON.stringify({ contacts: ids }))
    return sendWell({ url, agent: target.agent, method: 'POST', headers, body })
  }
  const bare = async (ids) => {
    const { rowCount } = await database.query({ ...bareStatement, values: [accountId, raw.id, ids] })
    if (rowCount !== ids.length) throw new Error(`${rowCount} of ${ids.length} were added.`)
  }
  const ids = idsFrom(0, (batches * repetitions + warmUp) * batchIds)
  const next = () => ids.splice(0, batchIds)
  const measured = []
  for (let at = 0; at < warmUp; at++) await oneBatch(next(), at, overHttp, bare)
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const sum = { ours: 0, theirs: 0 }
    for (let at = 0; at < batches; at++) {
      const took = await oneBatch(next(), at, overHttp, bare)
      sum.ours += took.ours
      sum.theirs += took.theirs
    }
    measured.push(sum)
  }
  await requireSameMembers(target, mine, raw)
  const [ours, theirs] = ['ours', 'theirs'].map((name) => measured.map((each) => each[name]))
  const each = (sums) => `${(median(sums) / batches).toFixed(1)} ms`
  return judged({
    name: `adding ${batchIds.toLocaleString('en')} ids by the reference API, one client`,
    spread: spreadOf(ratios(ours, theirs)),
    limit: 1.6,
    unit: '×',
    notes: `${each(ours)} signed over HTTP, ${each(theirs)} the bare statement`,
  })
}

const warmUp = 6

async function oneBatch(ids, at, ...ways) {
  const took = []
  for (const way of at % 2 === 0 ? [0, 1] : [1, 0]) {
    const startedAt = performance.now()
    await ways[way](ids)
    took[way] = performance.now() - startedAt
  }
  return { ours: took[0], theirs: took[1] }
}

/** The bare statement keeps no count and no history; who is in must be the same. */
async function requireSameMembers(target, mine, raw) {
  await target.database.query(
    `update audience set member_count = (select count(*) from member where account_id = $1 and audience_id = $2)
     where account_id = $1 and id = $2`,
    [target.accountId, raw.id],
  )
  await requireSame(target, mine, raw)
}

/**
 * All connections into one audience, whose turn each request takes: the hardest way, and the one that counts. An
 * audience for each connection is measured beside it, to tell the wait for the turn from the work, and a route that does
 * nothing, to tell the work from what any request takes.
 */
export async function singleRow(target, { connections, singleMs, contacts, repetitions }) {
  const audiences = []
  for (let at = 0; at < connections; at++) audiences.push(await newAudience(target, `singles-${at}`))
  const agent = agentOf(connections)
  const add = adder(target, agent, contacts)
  const together = []
  const apart = []
  const nothing = []
  const idle = { url: `${target.url}/api/health/live`, agent }
  // A web process that was just started gets faster over its first thousands of requests.
  await rate(connections, singleMs * 2, () => add(audiences[0]))
  for (let repetition = 0; repetition < repetitions; repetition++) {
    together.push(await rate(connections, singleMs, () => add(audiences[0])))
    apart.push(await rate(connections, singleMs / 2, (at) => add(audiences[at])))
    nothing.push(await rate(connections, singleMs / 2, () => sendWell(idle)))
  }
  agent.destroy()
  const name = `adding one contact, ${connections} connections`
  const others = `${median(apart).toFixed(0)} /s into one each; ${median(nothing).toFixed(0)} /s by a route that does nothing`
  const notes = `all into one audience; ${others}`
  return judged({ name, spread: spreadOf(together), limit: 500, unit: '/s', notes })
}

/** Adds a contact that is not in yet, whatever the audience. */
function adder({ url, credential }, agent, contacts) {
  const headers = { authorization: `Bearer ${credential.token}`, 'content-length': 0 }
  let added = 0
  return ({ externalId }) => {
    if (added === contacts) throw new Error('There are no contacts left to add.')
    const where = `audiences/${externalId}/contacts/${idOf(added++)}`
    return sendWell({ url: `${url}/api/v1/${where}`, agent, method: 'PUT', headers })
  }
}

/** How often a second `work` is done, by as many as there are connections, each after the other. */
async function rate(connections, ms, work) {
  let done = 0
  const startedAt = performance.now()
  const sender = async (at) => {
    while (performance.now() < startedAt + ms) {
      await work(at)
      done++
    }
  }
  await Promise.all(Array.from({ length: connections }, (_, at) => sender(at)))
  return (done * 1000) / (performance.now() - startedAt)
}
