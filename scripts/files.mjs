// Small files that several processes share: written whole or not at all, and locks made of them.
import fs from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { isSame, startedAt } from './processes.mjs'

/** Undefined when there is none, or none that can be read. */
export function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** For the owner's eyes only, and never half-written. */
export function writeJson(file, value) {
  const unfinished = `${file}.${process.pid}`
  fs.writeFileSync(unfinished, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flush: true })
  fs.renameSync(unfinished, file)
}

/**
 * Takes the lock, of a process that has ended too, and waits for one that lives as long as `patience` says.
 * Answers `lock`, with what the one it was taken `over` from had noted in it, or the `holder` it did not wait for.
 */
export async function takeLock(file, patience) {
  const me = { pid: process.pid, startedAt: startedAt(process.pid), parentPid: process.ppid }
  let over
  while (!tryLock(file, me)) {
    const holder = readJson(file)
    if (!isSame(holder)) over = removeStale(file) ?? over
    else if (patience(holder)) await sleep(100)
    else return { holder }
  }
  return {
    over,
    lock: {
      note: (fields) => writeJson(file, { ...me, ...fields }),
      release: () => fs.rmSync(file, { force: true }),
    },
  }
}

/** A link appears whole or not at all, and never replaces another. */
function tryLock(file, holder) {
  const own = `${file}.${process.pid}`
  fs.writeFileSync(own, JSON.stringify(holder), { mode: 0o600 })
  try {
    fs.linkSync(own, file)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  } finally {
    fs.rmSync(own, { force: true })
  }
}

/**
 * Aside first: between our look and our move another may have put its own lock there, which goes back.
 * Answers what was in the one that went.
 */
function removeStale(file) {
  const aside = `${file}.${process.pid}.stale`
  try {
    fs.renameSync(file, aside)
    const stale = readJson(aside)
    if (!isSame(stale)) return stale
    fs.linkSync(aside, file)
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error
  } finally {
    fs.rmSync(aside, { force: true })
  }
}
