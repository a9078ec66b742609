// What a process id says about a process: whether it lives, and whether it is the one we started.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
  return !isZombie(pid)
}

/** Ended, but not yet collected by its parent; in a container without an init it may stay so for ever. */
function isZombie(pid) {
  return process.platform === 'linux' && statOf(pid)?.[0] === 'Z'
}

/** The fields of /proc/<pid>/stat after the command's name, which may itself hold spaces and brackets. */
function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

const ps = (column, pid) => {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], {
      encoding: 'utf8',
      stdio: 'pipe',
    }).trim()
  } catch {
    return ''
  }
}

/** Tells two processes apart that had the same id one after the other. Empty when the system does not say. */
export function startedAt(pid) {
  if (process.platform === 'linux') return statOf(pid)?.[19] ?? ''
  return process.platform === 'win32' ? '' : ps('lstart', pid)
}

/** Only where it costs nothing to ask. */
export function parentOf(pid) {
  return Number(statOf(pid)?.[1]) || undefined
}

export function commandOf(pid) {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
  return process.platform === 'win32' ? '' : ps('command', pid)
}

/** Whether the process noted as `{pid, startedAt}` still runs. */
export function isSame(noted) {
  return isAlive(noted?.pid) && startedAt(noted.pid) === noted.startedAt
}

export async function untilGone(pid, timeoutMs) {
  const deadline = Date.now() + timeoutMs
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false
    await sleep(25)
  }
  return true
}

/** A signal to a process and all it started; `group` because ours lead process groups of their own. */
export function signal(pid, name, { group = false } = {}) {
  try {
    process.kill(group && process.platform !== 'win32' ? -pid : pid, name)
    return true
  } catch {
    return false
  }
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/** Undefined when we could listen there, else the system's reason: EADDRINUSE, EACCES, … */
export function whyNotListen(port, host) {
  return new Promise((resolve) => {
    const server = net.createServer().once('error', (error) => resolve(error.code))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)))
  })
}
