// npm start and npm run dev: from a bare clone to a running, healthy Roster, and back to nothing on Ctrl-C.
import fs from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { demoLines, loadDemo } from './demo-account.mjs'
import { openCluster, startCluster, stopServer, urlOf } from './embedded-postgres.mjs'
import { readJson, writeJson } from './files.mjs'
import { claim, createFolder, installationAt, Refusal, root, secretsOf } from './installation.mjs'
import { freePort, parentOf, whyNotListen } from './processes.mjs'
import { setUp } from './setup.mjs'
import { endOrphans, endProcess, keep, startNode } from './supervisor.mjs'

const dev = process.argv.includes('--dev')
const drainMs = { web: 15_000, worker: 20_000, outbox: 5_000 }
const healthyWithinMs = 120_000

const say = (line) => process.stdout.write(`${line}\n`)
const abort = new AbortController()
/** In the order they were started; they end in the opposite one. */
const kept = []
const installation = installationAt()
let lock

async function main() {
  const port = readPort()
  createFolder(installation)
  lock = await claim(installation)
  await endOrphans(readJson(installation.runningFile)?.processes)
  await checkPort(port)
  await setUp({ build: !dev, say, signal: abort.signal })
  const secrets = secretsOf(installation)
  const url = process.env.APP_URL || `http://localhost:${port}`
  const databaseUrl = process.env.DATABASE_URL || (await startDatabase(secrets))
  const { migrate } = await import('./migrate.mjs')
  for (const name of await migrate(databaseUrl)) say(`Applied migration ${name}.`)
  const env = childEnv({ secrets, databaseUrl, port, mail: await mailEnv(url) })
  noteRunning({ databaseUrl, url, port })
  const { outbox } = await startServers({ env, port, note: () => noteRunning({ databaseUrl, url, port }) })
  await untilHealthy(port)
  // Nobody waits for it, and mailings do: a start is quicker without it.
  await outbox?.launch()
  const demo = await loadDemo({ installation, env, port, say, signal: abort.signal })
  say([`\nRoster is running at ${url}\n`, ...demoLines({ demo, url }), '', hint()].join('\n'))
}

const hint = () => `Logs are in ${installation.folder}. Stop with Ctrl-C.`

function readPort() {
  const port = Number(process.env.PORT || 3000)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new Refusal(`PORT must be a number from 1 to 65535, not ${process.env.PORT}.`)
}

async function checkPort(port) {
  const reason = await whyNotListen(port, process.env.HOST || undefined)
  if (reason === undefined) return
  const why = reason === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${reason})`
  throw new Refusal(`Port ${port} ${why}. Choose another: PORT=${port + 1} npm start`)
}

async function startDatabase({ databasePassword }) {
  const cluster = await openCluster({ folder: installation.folder, password: databasePassword })
  const postgres = keep({
    name: 'PostgreSQL',
    start: () => startCluster(cluster),
    stop: stopServer,
    say,
    changed: () => {},
  })
  kept.push(postgres)
  await postgres.launch()
  const { createDatabase } = await import('./migrate.mjs')
  await createDatabase(urlOf(cluster, 'postgres'), 'roster')
  return urlOf(cluster, 'roster')
}

/** Without a mail server to send by, mailings end up in an outbox of our own. */
async function mailEnv(url) {
  const outbox = process.env.SMTP_URL ? undefined : `smtp://127.0.0.1:${await freePort()}`
  return { LOCAL_URL: url, ...(outbox && { OUTBOX_URL: outbox }) }
}

function childEnv({ secrets, databaseUrl, port, mail }) {
  return {
    ...process.env,
    ...mail,
    NODE_ENV: dev ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: databaseUrl,
    APP_SECRET: process.env.APP_SECRET || secrets.appSecret,
    PORT: String(port),
  }
}

async function startServers({ env, port, note }) {
  const next = ['node_modules/next/dist/bin/next', dev ? 'dev' : 'start', '-p', String(port)]
  const host = process.env.HOST ? ['-H', process.env.HOST] : []
  const worker = dev
    ? ['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'lib/worker/main.ts']
    : ['--import', 'tsx', 'lib/worker/main.ts']
  const logFile = (name) => (dev ? undefined : installation.logFile(name))
  const program = (name, args) => {
    const start = () => startNode(args, { env, logFile: logFile(name) })
    const stop = (pid) => endProcess(pid, drainMs[name])
    const process = keep({ name, start, stop, say, changed: note })
    kept.push(process)
    return process
  }
  // The outbox first, which is to end last: the worker still hands over what is under way.
  const outbox = env.OUTBOX_URL && program('outbox', ['--import', 'tsx', 'scripts/outbox.ts'])
  const servers = [program('worker', worker), program('web', [...next, ...host])]
  await Promise.all(servers.map(({ launch }) => launch()))
  return { outbox }
}

/** What the next start needs to clean up after a kill, and the command line to find the database. */
function noteRunning({ databaseUrl, url, port }) {
  const supervisor = readJson(installation.lockFile)
  const processes = Object.fromEntries(kept.map(({ name, note }) => [name, note()]))
  delete processes.PostgreSQL // found by its own lock file
  writeJson(installation.runningFile, { supervisor, url, port, databaseUrl, processes })
}

async function untilHealthy(port) {
  const deadline = Date.now() + healthyWithinMs
  const host = process.env.HOST || '127.0.0.1'
  let last = 'no answer'
  while (!abort.signal.aborted) {
    const answer = await fetch(`http://${host}:${port}/api/health/ready`, {
      signal: AbortSignal.timeout(5_000),
    }).catch((error) => error)
    if (answer.ok) return
    if (answer.status) last = `${answer.status} ${await answer.text()}`
    if (Date.now() > deadline || kept.some(({ failures }) => failures() > 2)) {
      throw new Refusal(`Roster did not become healthy: ${last}\n${lastWords()}`)
    }
    await sleep(100)
  }
}

function lastWords() {
  const logs = dev ? [] : ['web', 'worker', 'outbox'].map((name) => installation.logFile(name))
  return logs
    .filter((file) => fs.existsSync(file))
    .map((file) => `--- the end of ${file}\n${fs.readFileSync(file, 'utf8').slice(-2_000)}`)
    .join('\n')
}

let ending
/** Web first, so that nothing new comes in; then the worker; the database last. */
function end(exitCode) {
  ending ??= (async () => {
    abort.abort()
    lock?.note({ leaving: true })
    for (const { stop } of kept.toReversed()) await stop()
    if (lock) fs.rmSync(installation.runningFile, { force: true })
    lock?.release()
    process.exit(exitCode)
  })()
  return ending
}

function onSignal() {
  if (ending) for (const { kill } of kept.toReversed()) kill()
  else say('\nStopping …')
  end(0)
}

process.chdir(root)
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, onSignal)
// A terminal that is gone must not keep us from ending well.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
// npm hands a signal to the shell between us, which ends without telling us; and npm itself may be killed.
if (process.env.npm_lifecycle_event) {
  const shell = process.ppid
  const npm = parentOf(shell)
  const abandoned = () => process.ppid !== shell || parentOf(shell) !== npm
  const watch = setInterval(() => {
    if (!abandoned()) return
    clearInterval(watch)
    onSignal()
  }, 100)
  watch.unref()
}

main().catch((error) => {
  if (abort.signal.aborted) return
  process.stderr.write(`\n${error instanceof Refusal ? error.message : error.stack}\n`)
  end(1)
})
