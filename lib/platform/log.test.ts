import { Writable } from 'node:stream'
import { expect, test, vi } from 'vitest'
import { overrideEnv } from './env'
import { createLog, inRequest, log, reportBug, reportingErrors, reportPageBug, requestIdFrom } from './log'

overrideEnv({ DATABASE_URL: 'postgresql://unused' })

function capture() {
  const lines: Record<string, unknown>[] = []
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)))
      done()
    },
  })
  return { lines, log: createLog('info', stream) }
}

test('a line carries the id of its request and nothing of the line before it', () => {
  const { lines, log } = capture()
  inRequest('r-1', () => {
    log.info({ count: 3 }, 'first')
    log.info('second')
  })
  log.info('third')
  expect(lines[0]).toMatchObject({ requestId: 'r-1', count: 3, msg: 'first' })
  expect(lines[1]).toMatchObject({ requestId: 'r-1', msg: 'second' })
  expect(lines[1]).not.toHaveProperty('count')
  expect(lines[2]).not.toHaveProperty('requestId')
})

test('secrets and personal data are left out, also one level down', () => {
  const { lines, log } = capture()
  log.info({ token: 'hunter2', headers: { authorization: 'hunter2' }, contact: { email: 'hunter2' } }, 'x')
  expect(JSON.stringify(lines)).not.toContain('hunter2')
})

test('an error shows its code and cause, and not the row it failed on', () => {
  const { lines, log } = capture()
  const detail = 'Key (email_key)=(hunter2) already exists.'
  const cause = Object.assign(new Error('duplicate key'), { code: '23505', detail })
  log.error({ error: new Error('wrapped', { cause }) }, 'bug')
  expect(lines[0]).toMatchObject({ error: { message: 'wrapped', cause: { code: '23505' } } })
  expect(JSON.stringify(lines)).not.toContain('hunter2')
})

test('a bug has one id however often it is reported', () => {
  const error = new Error('once')
  expect(reportBug(error)).toBe(reportBug(error))
  expect(reportBug(new Error('other'))).not.toBe(reportBug(error))
})

test('a bug that a page shows has the id it shows', () => {
  expect(reportBug(Object.assign(new Error('shown'), { digest: '4711' }))).toBe('4711')
  expect(reportBug(Object.assign(new Error('odd'), { digest: 1 }))).toMatch(/^[0-9a-f-]{36}$/)
})

test('a page that fails is noted with the id shown and where, and its bug is logged once', () => {
  const { lines, log: captured } = capture()
  const spies = (['warn', 'error'] as const).map((level) =>
    vi
      .spyOn(log(), level)
      .mockImplementation((...line: unknown[]) => Reflect.apply(captured[level], captured, line)),
  )
  const fault = { method: 'GET', route: '/syncs/[syncId]', kind: 'render' }
  const early = new Error('reported before the framework had it')
  const earlyId = reportBug(early)
  Object.assign(early, { digest: '815' })
  const shown = Object.assign(new Error('shown'), { digest: '4711' })
  const print = vi.fn()
  reportingErrors(print)(shown)
  reportPageBug(shown, fault)
  reportPageBug(early, fault)
  for (const spy of spies) spy.mockRestore()

  expect(print).not.toHaveBeenCalled()
  expect(lines).toMatchObject([
    { bugId: earlyId, msg: 'bug' },
    { bugId: '4711', msg: 'bug', error: { message: 'shown' } },
    { ...fault, bugId: '4711', shownId: '4711', msg: 'page failed' },
    { ...fault, bugId: earlyId, shownId: '815', msg: 'page failed' },
  ])
})

test('what is printed without an error is printed as it is', () => {
  const print = vi.fn()
  const said = reportingErrors(print)
  said('a', 1)
  said()
  said('in front of', new Error('an error'))
  expect(print.mock.calls).toEqual([['a', 1], []])
})

test('a request keeps its own id only when that is short and plain', () => {
  expect(requestIdFrom('abc-1')).toBe('abc-1')
  for (const bad of [null, '', 'a b', 'x'.repeat(65), 'a\n{"level":"fatal"}']) {
    expect(requestIdFrom(bad)).toMatch(/^[0-9a-f-]{36}$/)
  }
})
