import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { overrideEnv } from '@/lib/platform/env'
import { DomainError } from '@/lib/platform/errors'
import { invalid, toProblem } from './problem'
import { problemCodes, problemTypes } from './problem-types'

beforeAll(() => overrideEnv({ DATABASE_URL: 'postgresql://unused' }))

const failing = (message: string, fields: object) => Object.assign(new Error(message), fields)

describe('toProblem', () => {
  test.each([
    ['a lock not got', failing('lock', { code: '55P03' }), 409, 'busy'],
    ['a deadlock', failing('deadlock', { code: '40P01' }), 409, 'busy'],
    ['a statement out of time', failing('time', { code: '57014' }), 503, 'unavailable'],
    ['too many connections', failing('many', { code: '53300' }), 503, 'unavailable'],
    ['no database', failing('refused', { code: 'ECONNREFUSED' }), 503, 'unavailable'],
    ['no connection left', new Error('timeout exceeded when trying to connect'), 503, 'unavailable'],
    [
      'a connection lost before',
      new Error('Client has encountered a connection error and is not queryable'),
      503,
      'unavailable',
    ],
    ['an unstorable character', failing('byte', { code: '22021' }), 422, 'invalid'],
    ['a bug', new TypeError('x is not a function'), 500, 'internal'],
    ['something that is no error', 'text', 500, 'internal'],
    ['a full disk', failing('full', { code: '53100' }), 503, 'unavailable'],
    ['a server that stops', failing('stops', { code: '57P01' }), 503, 'unavailable'],
  ])('answers %s with its problem', async (_, error, status, code) => {
    const response = toProblem(error)
    expect(response.status).toBe(status)
    expect(response.headers.has('retry-after')).toBe([409, 503].includes(status))
    const problem = await response.json()
    expect(problem).toMatchObject({ code, status })
    expect(JSON.stringify(problem)).not.toContain('not a function')
  })

  test.each([
    [
      '53100',
      'The database has no space left on its disk; whoever runs this installation must make some.',
      '60',
    ],
    ['57014', 'This took the database longer than it may, and was stopped.', '30'],
    ['08006', 'The connection to the database was lost.', '5'],
  ])('says of SQLSTATE %s what it means, and when to come again', async (code, detail, retryAfter) => {
    const response = toProblem(failing('private text', { code }))
    expect(response.headers.get('retry-after')).toBe(retryAfter)
    expect(await response.json()).toMatchObject({ code: 'unavailable', detail })
  })

  test('gives what the caller can act on, and nothing that passes for our own fields', async () => {
    const error = new DomainError('in_use', 'In use.', { details: { usages: [1], status: 200, code: 'x' } })
    expect(await toProblem(error).json()).toMatchObject({ usages: [1], status: 409, code: 'in_use' })
    const named = new DomainError('name_taken', 'Taken.', { field: 'a/b~c' })
    expect((await toProblem(named).json()).errors).toEqual([
      { in: 'body', pointer: '/a~1b~0c', detail: 'Taken.' },
    ])
  })
})

test('names each place in a nested value', () => {
  const schema = z.strictObject({ list: z.array(z.strictObject({ n: z.number() })) })
  const { error } = schema.safeParse({ list: [{ n: 1 }, { n: 'x', m: 2 }] })
  const problem = invalid('body', error as z.ZodError)
  expect(problem.options.errors?.map(({ pointer }) => pointer).sort()).toEqual(['/list/1/m', '/list/1/n'])
})

test.each(problemCodes)('%s has a page that explains it', (code) => {
  const { title, meaning, remedy } = problemTypes[code]
  expect(Math.min(title.length, meaning.length, remedy.length)).toBeGreaterThan(5)
})
