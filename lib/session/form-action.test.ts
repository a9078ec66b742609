import { beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { requireScope, userActor } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import type { Role } from '@/lib/access/schema'
import { DomainError } from '@/lib/platform/errors'
import { formAction, runForm, valueAction } from './form-action'
import { requireSession } from './session'

// Who is signed in is the one thing that only the framework knows.
vi.mock('./session', () => ({ requireSession: vi.fn() }))

const none = { errors: {} }
const contextOf = (role: Role): Context => ({
  actor: userActor(1, 'u', role),
  db: undefined as never,
  now: () => new Date(),
})
const signInAs = (role: Role) => vi.mocked(requireSession).mockResolvedValue(contextOf(role))

function form(fields: Record<string, string | string[]>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields))
    for (const each of [value].flat()) data.append(name, each)
  return data
}

const Input = z.object({
  name: z.string().min(1, { error: 'Give a name.' }),
  scopes: z.array(z.string()).optional(),
})
const failing = (error: unknown) => async () => {
  throw error
}

beforeEach(() => {
  vi.mocked(requireSession).mockReset()
  signInAs('owner')
})

describe('formAction', () => {
  test('runs with who is signed in and what was sent, parsed', async () => {
    const run = vi.fn(async () => 'ignored')
    const answer = await formAction(Input, run)(none, form({ name: 'A', $ACTION_ID_x: '', other: 'x' }))
    expect(answer).toEqual({ errors: {}, done: true })
    expect(run.mock.calls).toEqual([
      [expect.objectContaining({ actor: contextOf('owner').actor }), { name: 'A' }],
    ])
  })

  test('a name with [] is a list, whether one was ticked, several or none', async () => {
    const run = vi.fn(async (_: Context, __: unknown) => {})
    const action = formAction(Input, run)
    await action(none, form({ name: 'A', 'scopes[]': ['a', 'b'] }))
    await action(none, form({ name: 'A', 'scopes[]': 'a' }))
    await action(none, form({ name: 'A' }))
    expect(run.mock.calls.map(([, input]) => input)).toEqual([
      { name: 'A', scopes: ['a', 'b'] },
      { name: 'A', scopes: ['a'] },
      { name: 'A' },
    ])
  })

  test('what does not parse is an error of its field, and nothing runs', async () => {
    const run = vi.fn()
    const answer = await formAction(Input, run)(none, form({ name: '' }))
    expect(answer).toEqual({ errors: { name: ['Give a name.'] }, values: { name: '' } })
    expect(run).not.toHaveBeenCalled()
  })

  test('what concerns no field is the message of the form', async () => {
    const Both = Input.refine(() => false, { error: 'These do not go together.' })
    const answer = await formAction(Both, async () => {})(none, form({ name: 'A' }))
    expect(answer).toMatchObject({ errors: {}, message: 'These do not go together.' })
  })

  test('a DomainError is an error of its field, or else the message', async () => {
    const ofField = new DomainError('name_taken', 'There is one.', { field: 'name' })
    expect(await formAction(Input, failing(ofField))(none, form({ name: 'A' }))).toEqual({
      errors: { name: ['There is one.'] },
      values: { name: 'A' },
    })
    const ofNone = new DomainError('conflict', 'Not now.')
    expect(await formAction(Input, failing(ofNone))(none, form({ name: 'A' }))).toEqual({
      errors: {},
      message: 'Not now.',
      values: { name: 'A' },
    })
  })

  test('a viewer is told so in words, and nothing is done', async () => {
    signInAs('viewer')
    const done = vi.fn()
    const action = formAction(Input, async (ctx) => {
      requireScope(ctx.actor, 'account:manage')
      done()
    })
    expect(await action(none, form({ name: 'A' }))).toEqual({
      errors: {},
      message: 'Your role in this account does not allow this. Ask an owner.',
      values: { name: 'A' },
    })
    expect(done).not.toHaveBeenCalled()
  })

  test('nobody signed in: the redirect passes through before anything is read', async () => {
    const redirect = Object.assign(new Error('NEXT_REDIRECT'), {
      digest: 'NEXT_REDIRECT;replace;/login;307;',
    })
    vi.mocked(requireSession).mockRejectedValue(redirect)
    const run = vi.fn()
    await expect(formAction(Input, run)(none, form({ name: '' }))).rejects.toBe(redirect)
    expect(run).not.toHaveBeenCalled()
  })

  test.each([
    ['a bug', new TypeError('undefined is no function')],
    ['a redirect', Object.assign(new Error('NEXT_REDIRECT'), { digest: 'NEXT_REDIRECT;push;/x;303;' })],
  ])('%s passes through as it is', async (_, error) => {
    await expect(formAction(Input, failing(error))(none, form({ name: 'A' }))).rejects.toBe(error)
  })
})

test('a form before signing in asks for no session, and gives back what was typed but no secret', async () => {
  const refused = failing(new DomainError('unauthenticated', 'Not right.'))
  const sent = {
    email: 'a@x.nl',
    password: 'secret',
    newPassword: 'secret',
    'scopes[]': 'a',
    $ACTION_KEY: 'k',
  }
  const answer = await runForm(z.object({ email: z.string() }), form(sent), refused)
  expect(answer).toEqual({ errors: {}, message: 'Not right.', values: { email: 'a@x.nl' } })
  expect(JSON.stringify(answer)).not.toContain('secret')
  const file = form({})
  file.append('email', new Blob(['x']))
  expect(await runForm(z.object({ email: z.string() }), file, async () => {})).toMatchObject({
    errors: { email: [expect.any(String)] },
    values: {},
  })
  expect(requireSession).not.toHaveBeenCalled()
})

describe('valueAction', () => {
  const action = (run: (ctx: Context, input: z.output<typeof Input>) => Promise<unknown>) =>
    valueAction(Input, run)

  test('answers what was made of the value', async () => {
    expect(await action(async (_, { name }) => name.length)({ name: 'abc' })).toEqual({ ok: true, value: 3 })
  })

  test('what a browser was not asked to send is refused with its field', async () => {
    const run = vi.fn()
    expect(await action(run)({ name: '' })).toEqual({ ok: false, error: 'Give a name.', field: 'name' })
    expect(await action(run)(null as never)).toMatchObject({ ok: false, error: expect.stringMatching(/\S/) })
    expect(run).not.toHaveBeenCalled()
  })

  test('a DomainError is the answer; a viewer is told so; a bug passes through', async () => {
    const taken = failing(new DomainError('name_taken', 'There is one.', { field: 'name' }))
    expect(await action(taken)({ name: 'A' })).toEqual({ ok: false, error: 'There is one.', field: 'name' })
    const gone = failing(new DomainError('not_found', 'There is none.'))
    expect(await action(gone)({ name: 'A' })).toEqual({ ok: false, error: 'There is none.' })
    signInAs('viewer')
    const needed = action(async (ctx) => requireScope(ctx.actor, 'lists:file'))
    expect(await needed({ name: 'A' })).toMatchObject({ ok: false, error: expect.stringMatching(/role/) })
    const bug = new RangeError('too far')
    await expect(action(failing(bug))({ name: 'A' })).rejects.toBe(bug)
  })
})
