// A whole install for tests: its own data folder and port, started and ended as a person would.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { readJson } from './files.mjs'
import { installationAt, root } from './installation.mjs'
import { freePort, signal, untilGone } from './processes.mjs'

/**
 * Starts `scripts/start.mjs` on `folder` and resolves once it says that Roster is running; rejects with all
 * it said when it ends before that.
 * @param {{ folder: string, port?: number, env?: Record<string, string> }} options
 */
export async function startTrial({ folder, port, env = {} }) {
  fs.mkdirSync(folder, { recursive: true })
  const chosen = port ?? (await freePort())
  // What the person who runs the tests has set is about their own install.
  const { npm_lifecycle_event, DATABASE_URL, APP_URL, APP_SECRET, HOST, SMTP_URL, ...inherited } = process.env
  const server = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: root,
    env: { ...inherited, ROSTER_DATA: folder, PORT: String(chosen), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = await untilRunning(server)
  return {
    url: `http://localhost:${chosen}`,
    port: chosen,
    folder,
    pid: server.pid,
    said,
    /** What it noted of its processes and its database. */
    running: () => readJson(installationAt(folder).runningFile),
    stop: async (name = 'SIGTERM') => {
      signal(server.pid, name)
      if (!(await untilGone(server.pid, 60_000))) throw new Error('The install did not stop.')
    },
  }
}

function untilRunning(server) {
  return new Promise((resolve, reject) => {
    let said = ''
    const hear = (chunk) => {
      said += chunk
      if (said.includes('Stop with Ctrl-C')) resolve(said)
    }
    server.stdout.on('data', hear)
    server.stderr.on('data', hear)
    server.once('close', (code) => reject(new Error(`It did not start (${code}):\n${said}`)))
  })
}
