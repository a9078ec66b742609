import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { AccountId } from '@/lib/access/actor'
import { overrideEnv } from '@/lib/platform/env'
import { openCursor, sealCursor } from './pagination'

beforeAll(() => overrideEnv({ DATABASE_URL: 'postgresql://unused' }))

const scope = (accountId: number, list: string) => ({ accountId: accountId as AccountId, list })

test('a cursor opens to the keyset it was made of, and only in its own scope', () => {
  const text = fc.string({ unit: 'grapheme' })
  fc.assert(
    fc.property(text, text, (value, id) => {
      const cursor = sealCursor(scope(1, 'a'), { value, id })
      expect(cursor).toMatch(/^[\w.-]+$/)
      expect(openCursor(scope(1, 'a'), cursor)).toEqual({ value, id })
      expect(() => openCursor(scope(2, 'a'), cursor)).toThrow(/not a cursor/)
      expect(() => openCursor(scope(1, 'b'), cursor)).toThrow(/not a cursor/)
    }),
    { numRuns: 50 },
  )
})

test('an altered cursor is refused, wherever it was altered', () => {
  const cursor = sealCursor(scope(1, 'a'), { value: 'name', id: '12' })
  for (let at = 0; at < cursor.length; at++) {
    const altered = `${cursor.slice(0, at)}${cursor[at] === 'A' ? 'B' : 'A'}${cursor.slice(at + 1)}`
    expect(() => openCursor(scope(1, 'a'), altered)).toThrow(/not a cursor/)
  }
  for (const other of ['', '.', 'a.b.c', `${cursor}.`, cursor.slice(1)]) {
    expect(() => openCursor(scope(1, 'a'), other)).toThrow(/not a cursor/)
  }
})
