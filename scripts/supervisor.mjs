// Keeps one child process running: starts it, starts it again when it dies, and ends it in good order.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { root } from './installation.mjs'
import { isSame, signal, startedAt, untilGone } from './processes.mjs'

const backoffMs = { first: 500, most: 30_000 }
const steadyAfterMs = 60_000
const logBytesMax = 10_000_000

/**
 * @typedef {{
 *   name: string
 *   start: () => Promise<import('node:child_process').ChildProcess>
 *   stop: (pid: number) => Promise<unknown>
 *   say: (line: string) => void
 *   changed: () => void
 * }} Kept
 */

/** @param {Kept} kept `changed` is called whenever the process is another one than before. */
export function keep({ name, start, stop, say, changed }) {
  const state = { child: undefined, note: undefined, stopping: false, failures: 0, timer: undefined }

  const launch = async () => {
    if (state.stopping) return
    const child = await start()
    state.child = child
    state.note = { pid: child.pid, startedAt: startedAt(child.pid) }
    changed()
    const since = Date.now()
    child.once('exit', (code, killedBy) => ended(Date.now() - since, killedBy ?? code))
  }
  const ended = (ranMs, how) => {
    state.child = undefined
    if (state.stopping) return
    state.failures = ranMs > steadyAfterMs ? 1 : state.failures + 1
    again(`${name} ended (${how})`)
  }
  const again = (reason) => {
    const waitMs = Math.min(backoffMs.first * 2 ** (state.failures - 1), backoffMs.most)
    say(`${reason}; starting it again in ${waitMs / 1000} s.`)
    state.timer = setTimeout(() => {
      launch().catch((error) => {
        state.failures += 1
        if (!state.stopping) again(`${name} did not start: ${error.message}`)
      })
    }, waitMs)
  }

  return {
    name,
    launch,
    note: () => state.note,
    failures: () => state.failures,
    stop: async () => {
      state.stopping = true
      clearTimeout(state.timer)
      if (state.child) await stop(state.child.pid)
    },
    kill: () => {
      state.stopping = true
      if (state.child) signal(state.child.pid, 'SIGKILL', { group: true })
    },
  }
}

/**
 * A Node program of ours, in a process group of its own, so that a Ctrl-C in the terminal reaches only
 * us. The channel to it closes when we are killed, which tells it to end.
 */
export function startNode(args, { env, logFile }) {
  const output = logFile === undefined ? 'inherit' : openLog(logFile)
  const child = spawn(process.execPath, args, {
    cwd: root,
    env,
    stdio: ['ignore', output, output, 'ipc'],
    detached: process.platform !== 'win32',
  })
  if (output !== 'inherit') fs.closeSync(output)
  return new Promise((resolve, reject) => {
    child.once('spawn', () => resolve(child)).once('error', reject)
  })
}

function openLog(file) {
  if ((fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0) > logBytesMax)
    fs.renameSync(file, `${file}.1`)
  return fs.openSync(file, 'a', 0o600)
}

/** Asks the process to finish what it has begun; after the bound it is ended with all it started. */
export async function endProcess(pid, boundMs) {
  signal(pid, 'SIGTERM', { group: true })
  if (await untilGone(pid, boundMs)) return true
  signal(pid, 'SIGKILL', { group: true })
  return untilGone(pid, 5_000)
}

/** Ends what an earlier start, killed, left running. */
export async function endOrphans(notes) {
  const orphans = Object.values(notes ?? {}).filter((note) => isSame(note))
  await Promise.all(orphans.map(({ pid }) => endProcess(pid, 10_000)))
  return orphans.length
}
