import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { overrideEnv } from './env'
import { createLog, inRequest, reportBug, requestIdFrom } from './log'

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

test('a request keeps its own id only when that is short and plain', () => {
  expect(requestIdFrom('abc-1')).toBe('abc-1')
  for (const bad of [null, '', 'a b', 'x'.repeat(65), 'a\n{"level":"fatal"}']) {
    expect(requestIdFrom(bad)).toMatch(/^[0-9a-f-]{36}$/)
  }
})
