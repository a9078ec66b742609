// What people and systems wait for when they read: pages of members, exports, the overview, the reach of a list.
import { to as copyTo } from 'pg-copy-streams'
import { sendWell } from './http.mjs'
import { judged } from './report.mjs'
import { signIn } from './sign-in.mjs'
import { median, ratios, spreadOf } from './statistics.mjs'
import { newAudience } from './target.mjs'

const count = (number) => number.toLocaleString('en')

/** Pages one by one, as only a sender that has walked there can: cursors are sealed. */
async function cursorAt({ call }, audience, row) {
  const limit = 1_000
  let after = ''
  for (let at = 0; at < row; at += limit) {
    const { text } = await call('GET', `audiences/${audience.externalId}/contacts?limit=${limit}${after}`)
    after = `&after=${encodeURIComponent(JSON.parse(text).nextCursor)}`
  }
  return after
}

export async function pageRows(target, { members, pages, repetitions }, audience) {
  const deepAt = members * 0.9
  const where = `audiences/${audience.externalId}/contacts?limit=100`
  const after = await cursorAt(target, audience, deepAt)
  const read = async (query) => {
    const { text, ms } = await target.call('GET', where + query)
    if (JSON.parse(text).data.length !== 100) throw new Error('The page is not full.')
    return ms
  }
  const first = []
  const deep = []
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const took = { first: [], deep: [] }
    for (let at = 0; at < pages; at++) {
      took.first.push(await read(''))
      took.deep.push(await read(after))
    }
    first.push(median(took.first))
    deep.push(median(took.deep))
  }
  const notes = `first ${median(first).toFixed(1)} ms, deep ${median(deep).toFixed(1)} ms; 100 members each`
  const slower = median(first) > median(deep) ? first : deep
  const name = `page of members at row ${count(deepAt)} of ${count(members)}`
  return [
    judged({
      name: `${name}, against the first`,
      spread: spreadOf(ratios(deep, first)),
      limit: 1.3,
      unit: '×',
      notes,
    }),
    judged({ name: `${name}, or the first: the slower`, spread: spreadOf(slower), limit: 30, unit: 'ms' }),
  ]
}

export async function exportRows(target, { members, repetitions }, audience) {
  const { database, accountId, call } = target
  const query = `select c.external_id as id, c.email, c.status
    from member m join contact c on c.account_id = m.account_id and c.id = m.contact_id
    where m.account_id = ${accountId} and m.audience_id = ${audience.id} order by m.contact_id`
  const raw = async () => {
    const startedAt = performance.now()
    let bytes = 0
    const rows = database.query(copyTo(`copy (${query}) to stdout (format csv, header)`))
    for await (const chunk of rows) bytes += chunk.length
    return { ms: performance.now() - startedAt, bytes }
  }
  const overHttp = () =>
    call('GET', `audiences/${audience.externalId}/contacts`, { headers: { accept: 'text/csv' }, keep: false })
  const took = { ours: [], theirs: [], firstByte: [] }
  for (let at = 0; at < repetitions; at++) {
    const ours = await overHttp()
    const theirs = await raw()
    if (ours.bytes !== theirs.bytes) throw new Error(`${ours.bytes} bytes over HTTP, ${theirs.bytes} in SQL.`)
    took.ours.push(ours.ms)
    took.theirs.push(theirs.ms)
    took.firstByte.push(ours.firstByteMs)
  }
  const notes = `${median(took.ours).toFixed(0)} ms over HTTP, ${median(took.theirs).toFixed(0)} ms by COPY`
  const name = `exporting ${count(members)} members as CSV`
  return [
    judged({ name, spread: spreadOf(ratios(took.ours, took.theirs)), limit: 2, unit: '×', notes }),
    judged({ name: `${name}: first byte`, spread: spreadOf(took.firstByte), limit: 300, unit: 'ms' }),
  ]
}

/** A page as the browser asks for it: signed in, to the last byte of its HTML. */
async function timePage(target, cookie, where, holds, times) {
  const headers = { cookie, accept: 'text/html' }
  const took = []
  for (let at = 0; at <= times; at++) {
    const { text, ms } = await sendWell({ url: `${target.url}${where}`, agent: target.agent, headers })
    if (!text.includes(holds)) throw new Error(`${where} does not show ${holds}.`)
    if (at > 0) took.push(ms) // the first is to warm up
  }
  return median(took)
}

export async function screenRows(target, { lists, members, repetitions }, audience) {
  const { database, accountId } = target
  const { rows } = await database.query('select count(*)::int as count from list where account_id = $1', [
    accountId,
  ])
  for (let at = rows[0].count; at < lists; at++)
    await newAudience(target, `list-${String(at).padStart(4, '0')}`)
  await database.query('analyze list, audience')
  const cookie = await signIn({ url: target.url, agent: target.agent, ...target.user })
  const overview = []
  const reach = []
  const permitted = []
  const raw = []
  for (let repetition = 0; repetition < repetitions; repetition++) {
    overview.push(await timePage(target, cookie, '/dynamic-lists', 'batches-raw', 5))
    const counted = await countReach(target, audience)
    raw.push(counted.ms)
    const where = `/dynamic-lists/${audience.id}`
    reach.push(await timePage(target, cookie, where, count(counted.mailable), 1))
    const asked = `${where}/reach?permission=1`
    permitted.push(await timePage(target, cookie, asked, count(counted.permitted), 1))
  }
  return [
    judged({
      name: `overview with ${count(lists)} lists, to the full HTML`,
      spread: spreadOf(overview),
      limit: 200,
      unit: 'ms',
      notes: 'signed in; a page shows 50 of them',
    }),
    judged({
      name: `reach of a target group of ${count(members)}`,
      spread: spreadOf(reach),
      limit: 1000,
      unit: 'ms',
      notes: 'active, with an e-mail address: on the page of the list, to the full HTML',
    }),
    judged({
      name: `reach of a target group of ${count(members)}, with a permission`,
      spread: spreadOf(permitted),
      limit: 1000,
      unit: 'ms',
      notes: `step by step, to the full HTML; counting alone in plain SQL ${median(raw).toFixed(0)} ms`,
    }),
  ]
}

/** Counted the plain way, which is also what the pages must show. */
async function countReach({ database, accountId }, audience) {
  const startedAt = performance.now()
  const { rows } = await database.query(
    `select count(*)::int as mailable, count(p.contact_id)::int as permitted from member m
     join contact c on c.account_id = m.account_id and c.id = m.contact_id
     left join contact_permission p on p.account_id = m.account_id and p.contact_id = m.contact_id and p.granted
       and p.permission_id = (select id from permission where account_id = $1 and bit = 1)
     where m.account_id = $1 and m.audience_id = $2 and c.status = 'active' and c.email is not null`,
    [accountId, audience.id],
  )
  return { ms: performance.now() - startedAt, ...rows[0] }
}
