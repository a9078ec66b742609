import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readJson, takeLock, writeJson } from './files.mjs'
import { startedAt } from './processes.mjs'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'roster-lock-'))
  file = path.join(folder, 'lock.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const impatient = () => false

test('a lock is held until it is released, and leaves nothing else behind', async () => {
  const { lock } = await takeLock(file, impatient)
  expect(await takeLock(file, impatient)).toMatchObject({ holder: { pid: process.pid } })
  lock?.release()
  expect((await takeLock(file, impatient)).lock).toBeDefined()
  expect(readdirSync(folder)).toEqual(['lock.json'])
})

test('the lock of a process that has ended is taken over, and so is one that cannot be read', async () => {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  const ended = { pid: child.pid, startedAt: startedAt(child.pid) }
  await new Promise((resolve) => child.once('exit', resolve))
  for (const content of [JSON.stringify(ended), 'half-writt', '']) {
    writeFileSync(file, content)
    expect((await takeLock(file, impatient)).lock, content).toBeDefined()
  }
})

test('whoever takes a lock over learns what its holder had noted', async () => {
  const holder = { pid: 999_999_999, startedAt: '1', child: { pid: 999_999_998, startedAt: '2' } }
  writeFileSync(file, JSON.stringify(holder))
  expect((await takeLock(file, impatient)).over).toEqual(holder)
})

test('another process with the same id as the holder had does not hold the lock', async () => {
  writeFileSync(file, JSON.stringify({ pid: process.pid, startedAt: 'another time' }))
  expect((await takeLock(file, impatient)).lock).toBeDefined()
})

test('of many at once over a stale lock, one gets it', async () => {
  writeFileSync(file, JSON.stringify({ pid: 999_999_999, startedAt: '1' }))
  const takers = await Promise.all(Array.from({ length: 10 }, () => takeLock(file, impatient)))
  expect(takers.filter(({ lock }) => lock)).toHaveLength(1)
})

test('one that waits gets the lock when it is released', async () => {
  const { lock } = await takeLock(file, impatient)
  const waiting = takeLock(file, () => true)
  lock?.release()
  expect((await waiting).lock).toBeDefined()
})

test('a file is replaced whole, for its owner only', () => {
  writeJson(file, { a: 1 })
  writeJson(file, { b: 2 })
  expect(readJson(file)).toEqual({ b: 2 })
  expect(readdirSync(folder)).toEqual(['lock.json'])
})
