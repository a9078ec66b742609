// The memory of a process and of all it started, as the system counts it.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

const everyMs = 50

/** In MB of 2^20 bytes. */
export function residentMb(pid) {
  if (process.platform !== 'linux') {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024
  }
  return [pid, ...childrenOf(pid)].reduce((sum, each) => sum + ownMb(each), 0)
}

function ownMb(pid) {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}

function childrenOf(pid) {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  )
  return children.flatMap((child) => [child, ...childrenOf(child)])
}

/** The most that the process held while `work` ran, and what came of it. */
export async function peakDuring(pid, work) {
  let peakMb = residentMb(pid)
  const look = setInterval(() => {
    peakMb = Math.max(peakMb, residentMb(pid))
  }, everyMs)
  try {
    const result = await work()
    return { peakMb: Math.max(peakMb, residentMb(pid)), result }
  } finally {
    clearInterval(look)
  }
}
