// Brings a clone to where it can run: packages, generated client, build. Each step only when its inputs changed.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { hydrateSymlinks } from './embedded-postgres.mjs'
import { readJson, takeLock } from './files.mjs'
import { Refusal, root } from './installation.mjs'
import { signal as send, startedAt } from './processes.mjs'
import { endOrphans } from './supervisor.mjs'

const at = (...parts) => path.join(root, ...parts)
const generated = 'lib/platform/generated'

/**
 * @param {{ build?: boolean, say?: (line: string) => void, signal?: AbortSignal }} options
 */
export async function setUp({ build = true, say = () => {}, signal } = {}) {
  checkNode()
  // Two commands in the same clone, say start and test, must not install over each other.
  const { lock, over } = await takeLock(setupLock(), () => !signal?.aborted)
  if (!lock) return
  const note = (child) => lock.note({ child })
  try {
    // One that was killed left what it had started running, a build say, which would not have ours beside it.
    await endOrphans([over?.child])
    await install(say, signal, note)
    hydrateSymlinks()
    await generate(say, signal, note)
    if (build) await buildWeb(say, signal, note)
  } finally {
    lock.release()
  }
}

function setupLock() {
  const clone = createHash('sha256').update(fs.realpathSync(root)).digest('hex').slice(0, 16)
  return path.join(tmpdir(), `roster-setup-${process.getuid?.() ?? 'user'}-${clone}.json`)
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new Refusal(`Roster needs Node 20.19 or later; this is ${process.versions.node}.`)
}

async function install(say, signal, note) {
  if (isInstalled()) return
  say('Installing packages …')
  const npm = process.env.npm_execpath?.endsWith('.js')
    ? [process.execPath, process.env.npm_execpath]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm']
  // Not `npm ci`: it refuses the lock file where a registry lacks a package of another platform, which nobody needs there.
  // The versions are the lock file's all the same, and with --no-save nothing is written to it.
  const options = ['--no-save', '--ignore-scripts', '--include=dev', '--include=optional']
  await run([...npm, 'install', ...options, '--no-audit', '--no-fund'], { signal, note })
}

/** npm notes in node_modules what it put there, last of all: what the lock file asks for must be in that note, and there. */
function isInstalled() {
  const wanted = readJson(at('package-lock.json'))?.packages ?? {}
  const present = readJson(at('node_modules/.package-lock.json'))?.packages
  if (!present) return false
  return Object.entries(wanted).every(([name, { version, optional, link }]) => {
    if (name === '' || link) return true
    // Optional ones are for other systems too, and then are in no note.
    if (!present[name]) return optional === true
    return present[name].version === version && fs.existsSync(at(name))
  })
}

async function generate(say, signal, note) {
  const inputs = ['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json']
  await whenStale(`${generated}/.inputs`, inputs, async () => {
    say('Generating the database client …')
    // Generating needs no engine, but the command wants to see one, and would download it.
    const engine = process.env.PRISMA_SCHEMA_ENGINE_BINARY || process.execPath
    const env = {
      PRISMA_SCHEMA_ENGINE_BINARY: engine,
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    }
    await run([process.execPath, at('node_modules/prisma/build/index.js'), 'generate'], { env, signal, note })
  })
}

const buildInputs = [
  ...['app', 'components', 'lib', 'public', 'instrumentation.ts', 'next.config.ts', 'postcss.config.mjs'],
  ...['tsconfig.json', 'package-lock.json', 'prisma/schema.prisma'],
]

async function buildWeb(say, signal, note) {
  await whenStale('.next/inputs', buildInputs, async () => {
    say('Building the web application, which takes about a minute …')
    const env = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
    await run([process.execPath, at('node_modules/next/dist/bin/next'), 'build'], { env, signal, note })
  })
}

/** Does `work` when the inputs differ from those noted in `stamp` the last time it succeeded. */
async function whenStale(stamp, inputs, work) {
  const digest = digestOf(inputs)
  if (fs.existsSync(at(stamp)) && fs.readFileSync(at(stamp), 'utf8') === digest) return
  fs.rmSync(at(stamp), { force: true })
  await work()
  fs.writeFileSync(at(stamp), digest)
}

function digestOf(inputs) {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0])
  for (const file of inputs.flatMap((input) => filesUnder(input)).sort()) {
    hash.update(`\0${file}\0`).update(fs.readFileSync(at(file)))
  }
  return hash.digest('hex')
}

/** Tests and generated code are no inputs: they change nothing in the build, or only with what is one. */
function filesUnder(entry) {
  const stat = fs.statSync(at(entry), { throwIfNoEntry: false })
  if (!stat || entry === generated || /\.test\.tsx?$/.test(entry)) return []
  if (stat.isFile()) return [entry]
  return fs.readdirSync(at(entry)).flatMap((name) => filesUnder(`${entry}/${name}`))
}

/** Runs a command quietly, noting its process; when it fails, all it said is in the error. */
export function run([command, ...args], { env = {}, signal, note = () => {} }) {
  return new Promise((resolve, reject) => {
    const own = process.platform !== 'win32'
    const stdio = ['ignore', 'pipe', 'pipe']
    const child = spawn(command, args, { cwd: root, env: environment(env), stdio, detached: own })
    if (child.pid) note({ pid: child.pid, startedAt: startedAt(child.pid) })
    const stop = () => send(child.pid, 'SIGTERM', { group: true })
    signal?.addEventListener('abort', stop, { once: true })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.once('error', reject).once('close', (code, killedBy) => {
      signal?.removeEventListener('abort', stop)
      if (code === 0) resolve(output)
      else
        reject(new Refusal(`${path.basename(args[0] ?? command)} failed (${killedBy ?? code}):\n${output}`))
    })
  })
}

/** What we install and build does not depend on the mode or database somebody has set for running. */
function environment(extra) {
  const { NODE_ENV, DATABASE_URL, APP_SECRET, ...rest } = process.env
  return { ...rest, ...extra }
}
