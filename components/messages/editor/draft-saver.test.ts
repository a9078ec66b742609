import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { MessageBody } from '@/lib/messages/schema'
import type { ActionResult } from '@/lib/session/form-state'
import type { Saved } from '../actions'
import { DraftSaver } from './draft-saver'

const body: MessageBody = { subject: '', preheader: '', content: { root: {}, content: [] } }

type Save = (revision: number, body: MessageBody) => Promise<ActionResult<Saved>>

const saved = (revision: number): ActionResult<Saved> => ({
  ok: true,
  value: { revision: revision + 1, savedAt: '2026-11-26T09:00:00Z' },
})

function newSaver(save: Save = async (revision) => saved(revision)) {
  const mock = vi.fn(save)
  return { saver: new DraftSaver({ body, revision: 1, save: mock }), save: mock }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('saves once writing pauses, and only what differs', async () => {
  const { saver, save } = newSaver()
  saver.change({ subject: '' })
  await vi.advanceTimersByTimeAsync(5_000)
  expect(save).not.toHaveBeenCalled()
  saver.change({ subject: 'H' })
  await vi.advanceTimersByTimeAsync(900)
  saver.change({ subject: 'Hi' })
  expect(saver.state()).toEqual({ is: 'waiting' })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(save.mock.calls).toEqual([[1, { ...body, subject: 'Hi' }]])
  expect(saver.state()).toEqual({ is: 'saved' })
  expect(saver.revision).toBe(2)
})

test('saves one after the other, what was written meanwhile with the revision that came back', async () => {
  let answer = () => {}
  const { saver, save } = newSaver(
    (revision) => new Promise((resolve) => (answer = () => resolve(saved(revision)))),
  )
  saver.change({ subject: 'A' })
  await vi.advanceTimersByTimeAsync(1_000)
  saver.change({ subject: 'B' })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(save).toHaveBeenCalledTimes(1)
  answer()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(save.mock.calls.map(([revision, { subject }]) => [revision, subject])).toEqual([
    [1, 'A'],
    [2, 'B'],
  ])
})

test('keeps what did not get through, and tries again', async () => {
  let isOnline = false
  const { saver, save } = newSaver(async (revision) => {
    if (!isOnline) throw new TypeError('Failed to fetch')
    return saved(revision)
  })
  saver.change({ subject: 'A' })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(saver.state()).toMatchObject({ is: 'failed' })
  expect(saver.body.subject).toBe('A')
  isOnline = true
  await vi.advanceTimersByTimeAsync(5_000)
  expect(saver.state()).toEqual({ is: 'saved' })
  expect(save).toHaveBeenCalledTimes(2)
})

test('stops at a conflict, whatever is written then', async () => {
  const { saver, save } = newSaver(async () => ({ ok: false, error: 'Ann saved.', field: 'revision' }))
  saver.change({ subject: 'A' })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(saver.state()).toEqual({ is: 'conflict', problem: 'Ann saved.' })
  saver.change({ subject: 'B' })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await saver.flush()).toBe(false)
  expect(save).toHaveBeenCalledTimes(1)
  expect(saver.body.subject).toBe('B')
})

test('a refusal is told, and tried again once it is mended', async () => {
  const { saver } = newSaver(async (revision, { subject }) =>
    subject.length > 3 ? { ok: false, error: 'Too long.' } : saved(revision),
  )
  saver.change({ subject: 'long' })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(saver.state()).toEqual({ is: 'failed', problem: 'Too long.' })
  saver.change({ subject: 'ok' })
  expect(await saver.flush()).toBe(true)
})
