// A whole install of its own to measure, in production mode, with a database of its own; gone afterwards.
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { installationAt, root, settingsOfInstallation } from '../installation.mjs'
import { createDatabase } from '../migrate.mjs'
import { startTrial } from '../trial-install.mjs'
import { agentOf, sendWell } from './http.mjs'

const run = promisify(execFile)
const shortName = 'bench'

/**
 * @param {{ databaseUrl?: string, smtpUrl: string }} options a server to make a database on, instead of the embedded one; where
 * its mail goes
 */
export async function openTarget({ databaseUrl, smtpUrl }) {
  const folder = fs.mkdtempSync(path.join(tmpdir(), 'roster-bench-'))
  const own = databaseUrl && (await ownDatabase(databaseUrl))
  const env = { ROSTER_DEMO: 'off', SMTP_URL: smtpUrl, ...(own && { DATABASE_URL: own.url }) }
  const clean = async () => {
    await own?.drop()
    fs.rmSync(folder, { recursive: true, force: true })
  }
  try {
    const trial = await startTrial({ folder, env })
    const target = await equip(trial, own?.url).catch(async (error) => {
      await trial.stop()
      throw error
    })
    const close = async () => {
      await target.database.end()
      target.agent.destroy()
      await trial.stop()
      await clean()
    }
    return { ...target, close }
  } catch (error) {
    await clean()
    throw error
  }
}

async function ownDatabase(serverUrl) {
  const name = `roster_bench_${randomUUID().slice(0, 8)}`
  await createDatabase(serverUrl, name)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const drop = async () => {
    const client = new pg.Client({ connectionString: serverUrl })
    await client.connect()
    await client.query(`drop database ${name} with (force)`)
    await client.end()
  }
  return { url: url.href, drop }
}

async function equip(trial, databaseUrl) {
  const { url: _, ...settings } = settingsOfTrial(trial.folder, databaseUrl)
  const admin = async (...args) => {
    const script = ['--import', 'tsx', 'scripts/admin.ts', ...args]
    const env = { PATH: process.env.PATH, ...settings, ROSTER_DATA: trial.folder }
    const { stdout } = await run(process.execPath, script, { cwd: root, env })
    return stdout.trim()
  }
  await admin('account', 'create', '--name', 'Bench', '--short-name', shortName)
  const account = ['--account', shortName]
  const person = ['--email', 'bench@test.example', '--name', 'Bench', '--json']
  const user = JSON.parse(await admin('user', 'create', ...account, ...person))
  const credential = JSON.parse(
    await admin('credential', 'create', ...account, '--name', 'Sender', '--scopes', 'all', '--json'),
  )
  const database = new pg.Client({ connectionString: settings.DATABASE_URL, application_name: 'bench' })
  await database.connect()
  const { rows } = await database.query('select id from account where short_name = $1', [shortName])
  const agent = agentOf(1)
  const { url } = trial
  const call = (method, where, { headers, ...rest } = {}) =>
    sendWell({
      url: `${url}/api/v1/${where}`,
      agent,
      method,
      headers: { authorization: `Bearer ${credential.token}`, ...headers },
      ...rest,
    })
  const webPid = trial.running().processes.web.pid
  return { url, agent, call, credential, user, database, accountId: rows[0].id, webPid }
}

function settingsOfTrial(folder, databaseUrl) {
  const installation = installationAt(folder)
  if (!databaseUrl) return settingsOfInstallation(installation)
  const { appSecret } = JSON.parse(fs.readFileSync(installation.secretsFile, 'utf8'))
  return { DATABASE_URL: databaseUrl, APP_SECRET: appSecret }
}

/** What a sender does before its first sync. Answers the audience's internal id, for the raw SQL. */
export async function newAudience({ call, database }, externalId) {
  const body = Buffer.from(JSON.stringify({ name: externalId }))
  await call('PUT', `audiences/${externalId}`, { headers: { 'content-type': 'application/json' }, body })
  const { rows } = await database.query('select id from audience where external_id = $1', [externalId])
  return { externalId, id: rows[0].id }
}

/** Sends all of an audience and answers how long it took, once the sync is known to have done what it should. */
export async function replace({ call }, { externalId }, body, expected) {
  const headers = { 'content-type': 'text/plain' }
  const { text, ms } = await call('POST', `audiences/${externalId}/syncs?mode=replace`, { headers, body })
  const sync = JSON.parse(text)
  for (const [name, value] of Object.entries({ status: 'done', ...expected })) {
    if (sync[name] !== value) throw new Error(`The sync's ${name} is ${sync[name]}, not ${value}: ${text}`)
  }
  return ms
}
