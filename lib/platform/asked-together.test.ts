import { expect, test, vi } from 'vitest'
import { askedTogether } from './asked-together'

/** Answers how often it was asked, when told to. */
function answering() {
  const pending: (() => void)[] = []
  let times = 0
  const ask = vi.fn((key: string) => {
    const answer = `${key} ${++times}`
    return new Promise<string>((resolve) => pending.push(() => resolve(answer)))
  })
  return { ask, answer: () => pending.shift()?.(), together: askedTogether(ask) }
}

test('who asks meanwhile shares the next answer, never one that was begun before', async () => {
  const { ask, answer, together } = answering()
  const first = together('a')
  const meanwhile = [together('a'), together('a'), together('a')]
  expect(ask).toHaveBeenCalledTimes(1)
  answer()
  expect(await first).toBe('a 1')
  await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(2))
  const later = together('a')
  answer()
  expect(await Promise.all(meanwhile)).toEqual(['a 2', 'a 2', 'a 2'])
  await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(3))
  answer()
  expect(await later).toBe('a 3')
})

test('another key does not wait, and nothing is remembered', async () => {
  const { ask, answer, together } = answering()
  const both = [together('a'), together('b')]
  answer()
  answer()
  expect(await Promise.all(both)).toEqual(['a 1', 'b 2'])
  const again = together('a')
  answer()
  expect(await again).toBe('a 3')
  expect(ask).toHaveBeenCalledTimes(3)
})

test('an answer that fails fails those who asked for it, and the next is asked all the same', async () => {
  let times = 0
  const together = askedTogether(async () => {
    if (++times === 1) throw new Error('lost')
    return times
  })
  const [first, second] = [together('a'), together('a')]
  await expect(first).rejects.toThrow('lost')
  expect(await second).toBe(2)
  expect(await together('a')).toBe(3)
})
