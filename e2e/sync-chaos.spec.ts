import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { Client } from 'pg'
import { startTrial } from '../scripts/trial-install.mjs'
import { adminOf } from './fixtures'

// An install of its own, whose processes are killed while it works. Longer and larger by the environment.
const forS = Number(process.env['CHAOS_SECONDS'] ?? 10)
const kills = Number(process.env['CHAOS_KILLS'] ?? 3)
const contacts = Number(process.env['CHAOS_CONTACTS'] ?? 40_000)

test.describe.configure({ mode: 'serial', timeout: 300_000 + (forS + kills * 20) * 1_000 })

type Trial = Awaited<ReturnType<typeof startTrial>>
let trial: Trial
let folder: string
let token: string

test.beforeAll(async () => {
  test.setTimeout(300_000)
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'roster-chaos-')), 'data')
  trial = await startTrial({ folder, env: { ROSTER_DEMO: 'off', LOG_LEVEL: 'warn' } })
  const admin = adminOf(folder)
  await admin('account', 'create', '--name', 'Chaos', '--short-name', 'chaos')
  token = JSON.parse(
    await admin('credential', 'create', '--account', 'chaos', '--name', 'Shop', '--scopes', 'all', '--json'),
  ).token
  const lines = Array.from({ length: contacts }, (_, n) => `{"id":"c${n}"}`).join('\n')
  expect((await call('POST', 'contacts', lines, 'application/x-ndjson'))?.status).toBe(200)
})

// What the processes said goes with a failure: it may take many runs to come again.
test.afterEach(() => {
  const info = test.info()
  if (info.status === info.expectedStatus) return
  for (const name of ['web.log', 'worker.log', 'postgres.log']) {
    copyFileSync(path.join(folder, name), info.outputPath(name))
  }
})

test.afterAll(async () => {
  await trial?.stop()
  rmSync(path.dirname(folder), { recursive: true, force: true })
})

type Answer = { status: number; json: SyncAnswer }
type SyncAnswer = {
  id: string
  status: string
  added: number
  removed: number
  dryRun: boolean
  links: { commit: string }
}

/** Undefined when no answer came: the process was killed, or is not there yet. */
async function call(
  method: string,
  at: string,
  body?: string,
  type = 'text/plain',
  headers = {},
): Promise<Answer | undefined> {
  try {
    const answer = await fetch(`${trial.url}/api/v1/${at}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': type, ...headers },
      ...(body !== undefined && { body }),
    })
    const text = await answer.text()
    return { status: answer.status, json: text === '' ? {} : JSON.parse(text) }
  } catch {
    return undefined
  }
}

const query = async <Row>(sql: string): Promise<Row[]> => {
  const client = new Client({ connectionString: trial.running().databaseUrl })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows as Row[]
  } finally {
    await client.end()
  }
}

const victims = ['web', 'worker', 'PostgreSQL'] as const
type Victim = (typeof victims)[number]

function kill(victim: Victim): void {
  const pid =
    victim === 'PostgreSQL'
      ? Number(readFileSync(path.join(folder, 'pgdata', 'postmaster.pid'), 'utf8').split('\n')[0])
      : trial.running().processes[victim]?.pid
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It is between two lives already.
  }
}

const healthy = async () => {
  const ready = async () => (await fetch(`${trial.url}/api/health/ready`).catch(() => undefined))?.status
  await expect.poll(ready, { timeout: 90_000 }).toBe(200)
}

/** Once every sync says what became of it; a silent one is given up after a minute. */
const settled = async () => {
  const running = async () =>
    (
      await query<{ n: number }>(
        `select count(*)::int as n from sync where status in ('receiving', 'applying')`,
      )
    )[0]?.n
  await expect.poll(running, { timeout: 200_000, intervals: [1_000] }).toBe(0)
}

const random = (below: number) => Math.floor(Math.random() * below)
const pick = <T>(of: readonly T[]): T => of[random(of.length)] as T
const someIds = () => Array.from({ length: 1 + random(3_000) }, () => `c${random(contacts)}`)

/** What the audience's own tables must say of each other, whatever happened. Each query finds what is wrong. */
const wrongs = {
  'the count is not the number of members': `
    select a.id from audience a
    where a.member_count <> (select count(*) from member m where m.account_id = a.account_id and m.audience_id = a.id)`,
  'a sync does not add up': `
    select id from sync where status in ('done', 'undone') and members_after <> members_before + added - removed`,
  'a revision is missing': `
    select a.id from audience a
    where a.revision <> (select count(*) from sync s where s.account_id = a.account_id and s.audience_id = a.id
                         and s.revision is not null)
       or a.revision <> (select coalesce(max(s.revision), 0) from sync s
                         where s.account_id = a.account_id and s.audience_id = a.id)`,
  'a sync does not begin where the one before ended': `
    select id from (
      select id, members_before, lag(members_after, 1, 0::bigint) over (partition by account_id, audience_id order by revision) as before
      from sync where revision is not null) s
    where members_before <> before`,
  'history has other joiners or leavers than a sync counted': `
    with joined as (
      select account_id, audience_id, joined_revision as revision, count(*) as n
      from (select account_id, audience_id, joined_revision from member
            union all select account_id, audience_id, joined_revision from former_member) j
      group by 1, 2, 3),
    gone as (
      select account_id, audience_id, left_revision as revision, count(*) as n from former_member group by 1, 2, 3)
    select s.id from sync s
    left join joined j using (account_id, audience_id, revision)
    left join gone g using (account_id, audience_id, revision)
    where s.revision is not null and (s.added <> coalesce(j.n, 0) or s.removed <> coalesce(g.n, 0))`,
  'a contact was in twice at once': `
    select contact_id from (
      select account_id, audience_id, contact_id, joined_revision, left_revision,
        lead(joined_revision) over (partition by account_id, audience_id, contact_id order by joined_revision) as next
      from (select account_id, audience_id, contact_id, joined_revision, left_revision from former_member
            union all select account_id, audience_id, contact_id, joined_revision, null from member) i) x
    where next is not null and (left_revision is null or next < left_revision)`,
  'a date does not agree': `
    select a.id from audience a
    where (a.last_contact_added_at is null) <> not exists (
      select 1 from sync s where s.account_id = a.account_id and s.audience_id = a.id and s.revision is not null and s.added > 0)`,
  'rows are kept of a sync that is over': `
    select s.id from sync s join sync_part p on p.account_id = s.account_id and p.sync_id = s.id where s.status = 'done'`,
}

async function expectSound(): Promise<void> {
  for (const [wrong, sql] of Object.entries(wrongs)) expect(await query(sql), wrong).toEqual([])
}

test('eight clients in all modes at once, with kills at random, leave counts, dates and history in agreement', async () => {
  await call('PUT', 'audiences/busy', '{"name":"Busy"}', 'application/json')
  const answered: SyncAnswer[] = []
  const statuses = new Map<number, number>()
  let singles = 0
  const deadline = Date.now() + forS * 1_000
  const note = (answer: Answer | undefined) => {
    statuses.set(answer?.status ?? 0, (statuses.get(answer?.status ?? 0) ?? 0) + 1)
    if (answer && answer.status < 300 && answer.json.id) answered.push(answer.json)
    return answer
  }
  const post = (options: string, ids: string[], headers = {}) =>
    call('POST', `audiences/busy/syncs?${options}`, ids.join('\n'), 'text/plain', headers).then(note)
  const single = async (method: 'PUT' | 'DELETE') => {
    const answer = await call(method, `audiences/busy/contacts/c${random(contacts)}`).then(note)
    if (answer?.status === 204) singles++
  }
  const acts = [
    () => post('mode=replace&maxRemovals=100%25', someIds()),
    () => post('mode=replace&maxRemovals=100%25', someIds(), { prefer: 'respond-async' }),
    () => post('mode=replace&maxRemovals=100', someIds()),
    () => post('mode=add', someIds()),
    () => post('mode=remove&force=true', someIds()),
    () => post('mode=replace&dryRun=true', someIds()),
    () => single('PUT'),
    () => single('DELETE'),
    async () => {
      const last = answered.at(-1)
      if (last) await call('POST', `syncs/${last.id}/undo`).then(note)
    },
    async () => {
      const opened = await post('mode=delta&upload=parts', [])
      if (opened?.status !== 201) return
      const line = (id: string) => JSON.stringify({ id, op: pick(['add', 'remove']) })
      for (const n of [2, 1]) {
        await call(
          'PUT',
          `syncs/${opened.json.id}/parts/${n}`,
          someIds().map(line).join('\n'),
          'application/x-ndjson',
        )
      }
      await call('POST', `syncs/${opened.json.id}/commit`, '{"parts":2}', 'application/json').then(note)
    },
  ]
  // How much is answered is up to the kills: after them it goes on until there is enough to look at.
  const isEnough = () => answered.length > 20 && singles > 5
  const client = async () => {
    while (Date.now() < deadline || (!isEnough() && Date.now() < deadline + 60_000)) {
      await pick(acts)()
      await pause(random(30))
    }
  }
  const killer = async () => {
    while (Date.now() < deadline) {
      await pause(2_000 + random(3_000))
      kill(pick(['web', 'worker']))
    }
  }
  await Promise.all([...Array.from({ length: 8 }, client), killer()])
  await healthy()
  await settled()
  await expectSound()

  expect(isEnough(), `${answered.length} syncs and ${singles} single changes were answered`).toBe(true)
  const kept = await query<{ id: string; status: string; added: string; removed: string }>(
    'select id, status, added, removed from sync',
  )
  const byId = new Map(kept.map((sync) => [sync.id, sync]))
  for (const { id, status, added, removed } of answered) {
    const sync = byId.get(id)
    expect(sync, `the answered sync ${id} is in the history`).toBeDefined()
    if (status !== 'done') continue
    expect({ ...sync, status: sync?.status === 'undone' ? 'done' : sync?.status }).toMatchObject({
      ...{ status: 'done', added: String(added), removed: String(removed) },
    })
  }
  const [small] = await query<{ n: number }>(
    `select count(*)::int as n from sync where mode in ('add', 'remove') and received = 1 and revision is not null`,
  )
  expect(small?.n, 'every answered change of one contact is in the history').toBeGreaterThanOrEqual(singles)
  // A bug would answer 500; a kill answers nothing.
  expect(statuses.get(500) ?? 0, JSON.stringify([...statuses])).toBe(0)
})

const half = (of: 0 | 1) => Array.from({ length: contacts / 2 }, (_, n) => `c${2 * n + of}`).join('\n')

const replaceTorn = (of: 0 | 1, headers = {}) =>
  call('POST', 'audiences/torn/syncs?mode=replace&force=true', half(of), 'text/plain', headers)

/** Which half it holds; undefined when it is a mix. */
async function heldHalf(): Promise<0 | 1 | undefined> {
  const [row] = await query<{ even: number; odd: number }>(`
    select count(*) filter (where right(c.external_id, 1) in ('0', '2', '4', '6', '8'))::int as even,
      count(*) filter (where right(c.external_id, 1) in ('1', '3', '5', '7', '9'))::int as odd
    from audience a join member m on m.account_id = a.account_id and m.audience_id = a.id
    join contact c on c.account_id = m.account_id and c.id = m.contact_id
    where a.external_id = 'torn'`)
  const whole = contacts / 2
  if (row?.even === whole && row.odd === 0) return 0
  return row?.odd === whole && row.even === 0 ? 1 : undefined
}

type Noted = { id: string; status: string; revision: number | null; problem: unknown }

const latestSyncs = () =>
  query<Noted>(`
    select s.id, s.status, s.revision, s.problem from sync s
    join audience a on a.account_id = s.account_id and a.id = s.audience_id
    where a.external_id = 'torn' order by s.id desc limit 4`)

/** What was accepted is applied, whoever was killed meanwhile; whether it was accepted, an error does not say. */
async function applied(answered: Answer | undefined, next: 0 | 1): Promise<void> {
  if (answered?.status !== 202) return settled()
  const state = async () => ({ holds: await heldHalf(), status: (await latestSyncs())[0]?.status })
  await expect
    .poll(state, { timeout: 180_000, intervals: [500] })
    .toMatchObject({ holds: next, status: 'done' })
}

/** Has the other half replace this one, kills the victim meanwhile, and answers which half is in afterwards. */
async function tear(now: 0 | 1, victim: Victim, withinMs: number): Promise<0 | 1> {
  const next = now === 0 ? 1 : 0
  const later = victim === 'worker'
  const answer = replaceTorn(next, later ? { prefer: 'respond-async' } : {})
  await pause(random(withinMs))
  kill(victim)
  const answered = await answer
  await healthy()
  if (later) await applied(answered, next)
  const after = await heldHalf()
  const syncs = await latestSyncs()
  const told = `killed ${victim}, answered ${answered?.status}: ${JSON.stringify(syncs)}`
  expect([now, next], `the audience is one of the two; ${told}`).toContain(after)
  expect(answered?.status, told).not.toBe(500)
  if (answered?.status === 200) expect(after, told).toBe(next)
  if (after === next) expect(syncs[0]?.status, told).toBe('done')
  return after as 0 | 1
}

test('killed at any moment of a replace, the audience is wholly old or wholly new, and the sync says which', async () => {
  await call('PUT', 'audiences/torn', '{"name":"Torn"}', 'application/json')
  const began = Date.now()
  expect((await replaceTorn(0))?.json).toMatchObject({ status: 'done', added: contacts / 2 })
  const withinMs = (Date.now() - began) * 2
  let now: 0 | 1 = 0
  for (let i = 0; i < kills; i++) now = await tear(now, victims[i % victims.length] as Victim, withinMs)
  await settled()
  await expectSound()
  expect((await replaceTorn(now === 0 ? 1 : 0))?.json).toMatchObject({ status: 'done' })
  const failed = await query(`select id from sync where status = 'failed' and problem->>'code' is null`)
  expect(failed).toEqual([])
})

test('a reader sees the old count or the new during a replace, and an export begun before holds the old set', async () => {
  await call('PUT', 'audiences/read', '{"name":"Read"}', 'application/json')
  const first = Array.from({ length: contacts / 4 }, (_, n) => `c${n}`)
  const second = Array.from({ length: contacts }, (_, n) => `c${n}`).reverse()
  const to = (ids: string[]) => call('POST', 'audiences/read/syncs?mode=replace&force=true', ids.join('\n'))
  await to(first)
  const headers = { authorization: `Bearer ${token}`, accept: 'application/x-ndjson' }
  const exporting = await fetch(`${trial.url}/api/v1/audiences/read/contacts`, { headers })
  const seen = new Set<number>()
  let reads = 0
  let done = false
  const reader = (async () => {
    while (!done) {
      const json = (await call('GET', 'audiences/read'))?.json as unknown as { members: number }
      seen.add(json.members)
      reads++
    }
  })()
  expect((await to(second))?.json).toMatchObject({ status: 'done' })
  done = true
  await reader
  expect([...seen].filter((count) => count !== first.length && count !== second.length)).toEqual([])
  expect(reads).toBeGreaterThan(5)
  const exported = (await exporting.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).externalId)
  expect(new Set(exported)).toEqual(new Set(first))
  expect(exported).toHaveLength(first.length)
})
