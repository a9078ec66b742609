// The demo account: loaded once, and how to get into it.
import fs from 'node:fs'
import { readJson, writeJson } from './files.mjs'
import { root } from './installation.mjs'
import { run } from './setup.mjs'

/**
 * Loads the demo through the command line at the first start, which answers one line of JSON:
 * `{ email, password, token, contactIds }`. Killed half-way it is loaded again, which the command allows.
 */
export async function loadDemo({ installation, env, port, say, signal }) {
  const known = readJson(installation.demoFile)
  if (known?.token) return known
  if (process.env.ROSTER_DEMO === 'off' || !fs.existsSync(`${root}/scripts/admin.ts`)) return undefined
  if (known === undefined && (await hasAccounts(env.DATABASE_URL))) return undefined
  writeJson(installation.demoFile, { state: 'loading' })
  say('Loading the demo account …')
  const url = `http://127.0.0.1:${port}`
  const command = [
    process.execPath,
    '--import',
    'tsx',
    'scripts/admin.ts',
    'demo',
    'load',
    '--url',
    url,
    '--json',
  ]
  const output = await run(command, { env, signal })
  const demo = JSON.parse(output.trim().split('\n').at(-1))
  writeJson(installation.demoFile, demo)
  return demo
}

/** A database that somebody already uses is left as it is. */
async function hasAccounts(databaseUrl) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client
    .query('select exists (select from account) as any')
    .finally(() => client.end())
  return rows[0].any
}

const quote = (text) => `'${String(text).replaceAll("'", `'\\''`)}'`

export function demoLines({ demo, url }) {
  if (!demo) return [`Open ${url} to sign in, or to set up the first account.`]
  return [
    `Sign in as ${demo.email} with the password ${demo.password}`,
    '',
    'Sync an audience of three contacts into it:',
    '',
    syncCommand({ ...demo, url }),
  ]
}

/** One line, to be pasted as it is: creates an audience, or finds it, and replaces its members. */
function syncCommand({ token, contactIds, url }) {
  const audience = `${url}/api/v1/audiences/first-audience`
  const header = (name, value) => `-H ${quote(`${name}: ${value}`)}`
  const put = [
    `curl -fsS -X PUT ${quote(audience)}`,
    header('Authorization', `Bearer ${token}`),
    header('Content-Type', 'application/json'),
    `-d ${quote(JSON.stringify({ name: 'My first audience' }))}`,
  ]
  const post = [
    `printf '%s\\n' ${contactIds.map(quote).join(' ')} | curl -fsS ${quote(`${audience}/syncs?mode=replace`)}`,
    header('Authorization', `Bearer ${token}`),
    header('Content-Type', 'text/plain'),
    '--data-binary @-',
  ]
  return `${put.join(' ')} && ${post.join(' ')}`
}
