// The one folder an installation keeps its state in, what lies there, and which start of Roster holds it.
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { readJson, takeLock, writeJson } from './files.mjs'
import { isAlive, isSame } from './processes.mjs'

export const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')

/** Something the person who started us can put right; shown without a stack. */
export class Refusal extends Error {}

export function installationAt(folder = process.env.ROSTER_DATA || '.roster') {
  const at = path.resolve(root, folder)
  const file = (name) => path.join(at, name)
  return {
    folder: at,
    lockFile: file('lock.json'),
    secretsFile: file('secrets.json'),
    runningFile: file('running.json'),
    demoFile: file('demo.json'),
    logFile: (name) => file(`${name}.log`),
  }
}

/**
 * One that is there already is closed to others too: what lies in it is nobody else's to read. Its group may pass, which a
 * PostgreSQL that runs from it as another user needs, and which a second start must not take away.
 */
export function createFolder({ folder }) {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { uid, mode } = fs.statSync(folder)
  const isOpen = (mode & 0o777 & ~0o710) !== 0
  if (isOpen && uid === process.getuid?.()) fs.chmodSync(folder, 0o700)
}

/** Made once. Losing them loses what they seal, so a file that cannot be read is never replaced. */
export function secretsOf(installation) {
  if (!fs.existsSync(installation.secretsFile)) {
    const random = () => randomBytes(32).toString('base64url')
    writeJson(installation.secretsFile, { appSecret: random(), databasePassword: random() })
  }
  const secrets = readJson(installation.secretsFile)
  if (!secrets?.appSecret || !secrets.databasePassword) {
    throw new Refusal(`${installation.secretsFile} is damaged. Put it back from a backup.`)
  }
  return secrets
}

/**
 * The settings with which a command reaches the database of this installation: those given, else
 * those of the running install.
 */
export function settingsOfInstallation(installation = installationAt()) {
  const given = process.env
  const secret = given.APP_SECRET || readJson(installation.secretsFile)?.appSecret
  const running = readJson(installation.runningFile)
  const database = given.DATABASE_URL || (isSame(running?.supervisor) ? running.databaseUrl : undefined)
  if (!database) throw new Refusal('Roster is not running. Start it with npm start, or set DATABASE_URL.')
  if (!secret) throw new Refusal('Set APP_SECRET to the secret of this installation.')
  return { DATABASE_URL: database, APP_SECRET: secret, ...(running?.url && { url: running.url }) }
}

/** Makes this process the only one that runs from the folder. */
export async function claim(installation) {
  const deadline = Date.now() + 30_000
  const patience = (holder) => isLeaving(holder) && Date.now() < deadline
  const { lock, holder } = await takeLock(installation.lockFile, patience)
  if (lock) return lock
  const url = readJson(installation.runningFile)?.url
  const place = `${installation.folder}${url ? `, at ${url}` : ''}`
  throw new Refusal(`Roster already runs from ${place} (process ${holder.pid}).`)
}

/** On its way out: told to stop, or about to notice that the npm that started it was killed. */
function isLeaving({ leaving, parentPid }) {
  return leaving === true || (parentPid > 1 && !isAlive(parentPid))
}
