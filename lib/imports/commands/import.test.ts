import { Buffer } from 'node:buffer'
import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { eraseContact } from '@/lib/contacts/commands/erase-contact'
import { upsertContact } from '@/lib/contacts/commands/upsert-contacts'
import { getContact } from '@/lib/contacts/queries/contacts'
import { pool } from '@/lib/platform/pool'
import { asUser, newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { checked, draft, csvFormat as format, ran, work } from '@/lib/testing/imports'
import { getImport, listChunks, listImports } from '../queries/imports'
import { exportRejections, listRejections } from '../queries/rejections'
import { readSample } from '../queries/sample'
import { chunkBytes, type ImportSettings } from '../schema'
import { cancelImport, changeImport, checkImport, discardImport, startImport } from './change-import'
import { pruneImports } from './prune-imports'
import { createImport, finishUpload, putChunk } from './receive-file'

testDatabase()

const put = (ctx: Context, externalId: string, email: string, city?: string) =>
  upsertContact(
    ctx,
    externalId,
    { email, ...(city !== undefined && { properties: { city } }) },
    { mode: 'upsert', purge: false },
  )

const contacts = async (ctx: Context) =>
  (
    await ctx.db.contact.findMany({
      where: { accountId: ctx.actor.accountId, erasedAt: null },
      orderBy: { externalId: 'asc' },
    })
  ).map(({ externalId, email, status }) => `${externalId} ${email} ${status}`)

const consents = (ctx: Context) =>
  ctx.db.consentChange.findMany({
    where: { accountId: ctx.actor.accountId },
    select: { granted: true, source: true, proof: true },
    orderBy: { id: 'asc' },
  })

async function textOf(chunks: AsyncGenerator<Buffer>): Promise<string> {
  let text = ''
  for await (const chunk of chunks) text += chunk
  return text
}

const columns: ImportSettings['columns'] = ['id', 'email', 'property:city', '']
const file = `Number;Mail;City;Note
1;ada@x.nl;Utrecht;
2;grace@x.nl;"Delft; ""old"" town";x
2;Grace@x.nl;Delft;again
3;no address;Gouda;
4;new@x.nl;;
;lost@x.nl;;
`

describe('an import', () => {
  test('is checked to the row without a change, and then does what the check said', async () => {
    const ctx = await newAccount({ role: 'editor' })
    await put(ctx, '1', 'ada@x.nl', 'Utrecht')
    await put(ctx, '2', 'old@x.nl')
    const importId = await draft(ctx, file, { columns })
    const before = await contacts(ctx)
    const check = await checked(ctx, importId)
    const counts = { received: 6, duplicates: 1, created: 1, updated: 1, unchanged: 1, rejected: 2 }
    expect(check).toMatchObject({ status: 'checked', counts, problem: null })
    expect(await contacts(ctx)).toEqual(before)
    const shown = [
      { line: 5, value: 'no address', reason: 'email must be an e-mail address.' },
      { line: 7, value: 'lost@x.nl', reason: 'The row has no contact id.' },
    ]
    expect(await listRejections(ctx, importId)).toMatchObject([shown[0], { line: 7 }])

    await startImport(ctx, importId)
    await work(ctx, importId)
    const done = await getImport(ctx, importId)
    expect(done).toMatchObject({ status: 'done', counts, bytesRead: Buffer.byteLength(file) })
    expect(await contacts(ctx)).toEqual(['1 ada@x.nl active', '2 Grace@x.nl active', '4 new@x.nl active'])
    expect((await getContact(ctx, '2')).properties).toEqual({ city: 'Delft' })
    expect(await ctx.db.importChunk.count({ where: { accountId: ctx.actor.accountId } })).toBe(0)
    await work(ctx, importId)
    expect(await getImport(ctx, importId)).toEqual(done)
  })

  test('reads Windows-1252, UTF-16 and another separator', async () => {
    const ctx = await newAccount({ role: 'editor' })
    const text = 'id|city\n1|Café €\n'
    const latin = Buffer.from('id|city\n1|Caf\xe9 \x80\n', 'latin1')
    const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le')
    for (const [bytes, encoding] of [
      [latin, 'windows-1252'],
      [utf16, 'utf-16le'],
      [Buffer.from(utf16).swap16(), 'utf-16be'],
      [Buffer.from(`\ufeff${text}`), 'utf-8'],
    ] as const) {
      const settings = {
        columns: ['id', 'property:city'] as ImportSettings['columns'],
        separator: '|' as const,
      }
      const importId = await draft(ctx, bytes, { ...settings, encoding })
      expect(await readSample(ctx, await getImport(ctx, importId))).toEqual({
        heading: ['id', 'city'],
        rows: [['1', 'Café €']],
        problem: null,
      })
      expect(await ran(ctx, importId)).toMatchObject({ status: 'done', counts: { received: 1, rejected: 0 } })
      expect((await getContact(ctx, '1')).properties).toEqual({ city: 'Café €' })
    }
  })

  test('of a file that can’t be read to its end says where, changes nothing and can be mended', async () => {
    const ctx = await newAccount({ role: 'editor' })
    const good = Array.from({ length: 9 }, (_, n) => `${n};a\n`).join('')
    const importId = await draft(ctx, `id;city\n${good}x;"open\n`, { columns: ['id', 'property:city'] })
    expect(await checked(ctx, importId)).toMatchObject({
      status: 'uploaded',
      problem: 'Line 11: a quote is not closed. Nothing was changed.',
    })
    expect(await contacts(ctx)).toEqual([])
    const latin = await draft(ctx, Buffer.from('id;city\n1;a\n2;\xe9\n', 'latin1'), {
      columns: ['id', 'property:city'],
    })
    await expect(checkImport(ctx, latin)).rejects.toMatchObject({
      field: 'file',
      message: 'Line 3: not UTF-8.',
    })
    await changeImport(ctx, { importId: latin, settings: { ...format, encoding: 'windows-1252' } })
    expect(await checked(ctx, latin)).toMatchObject({ status: 'checked', counts: { created: 2 } })
  })

  test('leaves what it is told to leave: known contacts, and what cells are empty of', async () => {
    const ctx = await newAccount({ role: 'editor' })
    await put(ctx, '1', 'ada@x.nl', 'Utrecht')
    const rows = 'id;mail;city\n1;;\n2;b@x.nl;Gouda\n'
    const mapping = ['id', 'email', 'property:city'] as ImportSettings['columns']
    expect(await ran(ctx, await draft(ctx, rows, { columns: mapping }))).toMatchObject({
      counts: { created: 1, updated: 0, unchanged: 1 },
    })
    const changed = 'id;mail;city\n1;;Delft\n2;c@x.nl;\n'
    const leave = { columns: mapping, known: 'leave', emptyCells: 'clear' } as const
    expect(await ran(ctx, await draft(ctx, changed, leave))).toMatchObject({ counts: { unchanged: 2 } })
    expect(await ran(ctx, await draft(ctx, changed, { ...leave, known: 'update' }))).toMatchObject({
      counts: { updated: 2 },
    })
    expect(await contacts(ctx)).toEqual(['1 null active', '2 c@x.nl active'])
    expect((await getContact(ctx, '2')).properties).toEqual({})
  })

  test('without an id column means whoever has the address', async () => {
    const ctx = await newAccount({ role: 'editor' })
    await put(ctx, 'crm-1', 'Ada@x.nl')
    const rows = 'city;e-mail\nDelft;ADA@x.nl\nGouda;b@X.nl\nUtrecht;B@x.nl\nNowhere;\n'
    const result = await ran(ctx, await draft(ctx, rows, { columns: ['property:city', 'email'] }))
    expect(result.counts).toMatchObject({ received: 4, duplicates: 1, created: 1, updated: 1, rejected: 1 })
    expect(await contacts(ctx)).toEqual(['b@x.nl B@x.nl active', 'crm-1 ADA@x.nl active'])
    expect((await getContact(ctx, 'crm-1')).properties).toEqual({ city: 'Delft' })
  })
})

describe('consent', () => {
  test('is granted with its proof, but not to who withdrew it, unless that is asked for', async () => {
    const ctx = await newAccount({ role: 'editor' })
    const rows = 'id\n1\n2\n3\n'
    const settings = { columns: ['id'] as ImportSettings['columns'], grants: [1], proof: 'Form at the fair' }
    for (const [id, granted] of [
      ['1', true],
      ['2', false],
    ] as const)
      await upsertContact(ctx, id, { permissions: [{ bit: 1, granted }] }, { mode: 'upsert', purge: false })
    const first = await draft(ctx, rows, settings)
    expect((await ran(ctx, first)).counts).toMatchObject({
      ...{ created: 1, updated: 0, unchanged: 2 },
      ...{ granted: 1, withdrawn: 1 },
    })
    expect((await getContact(ctx, '2')).permissions).toMatchObject([{ granted: false }])
    expect((await consents(ctx)).slice(2)).toEqual([
      { granted: true, source: `import ${first}`, proof: 'Form at the fair' },
    ])
    const again = await draft(ctx, rows, { ...settings, regrant: true })
    expect((await ran(ctx, again)).counts).toMatchObject({ updated: 1, granted: 1, withdrawn: 1 })
    expect((await getContact(ctx, '2')).permissions).toMatchObject([{ granted: true }])
  })
})

describe('a suppression', () => {
  test('makes inactive whoever has the address, known or not, and describes nobody', async () => {
    const ctx = await newAccount({ role: 'editor' })
    await put(ctx, 'crm-1', 'ada@x.nl', 'Utrecht')
    await put(ctx, 'shop-7', 'ada@x.nl')
    await put(ctx, '3', 'c@x.nl')
    const rows = 'mail;city\nADA@x.nl;Delft\nnew@x.nl;Delft\n'
    const settings = { columns: ['email', 'property:city'], destination: { kind: 'suppression' } } as const
    const suppress = () => draft(ctx, rows, { ...settings, columns: [...settings.columns] })
    expect((await ran(ctx, await suppress())).counts).toMatchObject({
      ...{ received: 2, created: 1, updated: 1, suppressed: 2 },
    })
    expect(await contacts(ctx)).toEqual([
      '3 c@x.nl active',
      'crm-1 ada@x.nl inactive',
      'new@x.nl new@x.nl inactive',
      'shop-7 ada@x.nl inactive',
    ])
    expect(await getContact(ctx, 'crm-1')).toMatchObject({
      statusReason: 'suppressed',
      properties: { city: 'Utrecht' },
    })
    expect((await ran(ctx, await suppress())).counts).toMatchObject({ unchanged: 2, suppressed: 0 })
  })
})

describe('a static list', () => {
  test('is made with the import, or filled further, and counted', async () => {
    const ctx = await newAccount({ role: 'editor' })
    const settings = { columns: ['id'] as ImportSettings['columns'] }
    const destination = { kind: 'new-list', name: 'Fair' } as const
    const importId = await draft(ctx, 'id\n1\n2\n', { ...settings, destination })
    expect(await checked(ctx, importId)).toMatchObject({ counts: { listed: 2 }, list: null })
    expect(await ctx.db.list.count({ where: { accountId: ctx.actor.accountId } })).toBe(0)
    const { list, counts } = await ran(ctx, importId)
    expect([list?.name, counts.listed]).toEqual(['Fair', 2])
    const taken = await draft(ctx, 'id\n1\n', {
      ...settings,
      destination: { kind: 'new-list', name: ' fair' },
    })
    await expect(checkImport(ctx, taken)).rejects.toMatchObject({ field: 'destination' })
    const more = await draft(ctx, 'id\n2\n3\n', {
      ...settings,
      destination: { kind: 'list', listId: list?.id ?? 0 },
    })
    expect((await ran(ctx, more)).counts).toMatchObject({ listed: 1, unchanged: 1, created: 1 })
    const { memberCount } = await ctx.db.staticList.findFirstOrThrow({ where: { id: list?.id ?? 0 } })
    expect([memberCount, await ctx.db.staticMember.count({ where: { listId: list?.id ?? 0 } })]).toEqual([
      3n,
      3,
    ])
    const theirs = await newAccount({ role: 'editor' })
    const theft = await draft(theirs, 'id\n9\n', {
      ...settings,
      destination: { kind: 'list', listId: list?.id ?? 0 },
    })
    await expect(checkImport(theirs, theft)).rejects.toMatchObject({ field: 'destination' })
  })
})

describe('an erased person', () => {
  test('is not brought back, and not told of', async () => {
    const ctx = await newAccount({ scopes: ['contacts:write', 'contacts:read'] })
    await put(ctx, '1', 'ada@x.nl')
    const rows = 'id;mail;born\n1;ada@x.nl;1990-01-01\n2;b@x.nl;never\n1;ada@x.nl;tomorrow\n'
    const importId = await draft(ctx, rows, { columns: ['id', 'email', 'property:birthdate'] })
    expect((await checked(ctx, importId)).counts).toMatchObject({ updated: 1, rejected: 2 })
    expect(JSON.stringify(await listRejections(ctx, importId))).toContain('tomorrow')
    await eraseContact(ctx, '1')
    expect(await textOf(await exportRejections(ctx, importId))).not.toMatch(/ada|tomorrow/)
    await startImport(ctx, importId)
    await work(ctx, importId)
    expect((await getImport(ctx, importId)).counts).toMatchObject({ created: 0, updated: 0, rejected: 3 })
    const told = await textOf(await exportRejections(ctx, importId))
    expect(told).toContain('b@x.nl')
    expect(told).not.toMatch(/ada|tomorrow/)
    expect(await contacts(ctx)).toEqual([])
  })
})

describe('an upload', () => {
  test('goes on where it broke off, and is whole or no draft', async () => {
    const ctx = await newAccount({ role: 'editor' })
    const bytes = Buffer.from(`id\n${'x'.repeat(20)}\n`.padEnd(chunkBytes + 5, '1'))
    const { importId } = await createImport(ctx, { fileName: 'a.csv', fileBytes: bytes.length, format })
    await putChunk(ctx, importId, 1, bytes.subarray(chunkBytes))
    await expect(finishUpload(ctx, importId)).rejects.toMatchObject({ code: 'conflict' })
    expect(await listChunks(ctx, importId)).toEqual([1])
    for (const [number, piece] of [
      [0, bytes.subarray(0, 5)],
      [2, bytes.subarray(0, 1)],
      [-1, bytes.subarray(0, chunkBytes)],
      [1, bytes.subarray(0, 0)],
    ] as const)
      await expect(putChunk(ctx, importId, number, piece)).rejects.toMatchObject({ code: 'invalid' })
    await putChunk(ctx, importId, 0, bytes.subarray(0, chunkBytes))
    await putChunk(ctx, importId, 0, bytes.subarray(0, chunkBytes))
    await finishUpload(ctx, importId)
    await finishUpload(ctx, importId)
    expect((await getImport(ctx, importId)).status).toBe('uploaded')
    await expect(putChunk(ctx, importId, 0, bytes.subarray(0, chunkBytes))).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  test('is bounded in number', async () => {
    const ctx = await newAccount({ role: 'editor' })
    const input = { fileName: 'a.csv', fileBytes: 1, format }
    const [first] = await Promise.all(Array.from({ length: 20 }, () => createImport(ctx, input)))
    await expect(createImport(ctx, input)).rejects.toMatchObject({ code: 'limit_reached' })
    await discardImport(ctx, first?.importId ?? '')
    await createImport(ctx, input)
  })
})

describe('who may', () => {
  test('a viewer sees and does nothing, another account finds nothing', async () => {
    const ctx = await newAccount({ role: 'editor' })
    const importId = await draft(ctx, 'id\n1\n', { columns: ['id'] })
    const [viewer, other] = [await asUser(ctx, 'viewer'), await newAccount({ role: 'owner' })]
    const verbs: ((ctx: Context) => Promise<unknown>)[] = [
      (ctx) => getImport(ctx, importId),
      (ctx) => putChunk(ctx, importId, 0, Buffer.from('x')),
      (ctx) => finishUpload(ctx, importId),
      (ctx) => changeImport(ctx, { importId, settings: format }),
      (ctx) => checkImport(ctx, importId),
      (ctx) => startImport(ctx, importId),
      (ctx) => cancelImport(ctx, importId),
      (ctx) => discardImport(ctx, importId),
      (ctx) => listRejections(ctx, importId),
      (ctx) => exportRejections(ctx, importId),
    ]
    for (const verb of verbs) {
      await expect(verb(viewer)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(verb(other)).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(createImport(viewer, { fileName: 'a', fileBytes: 1, format })).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect((await listImports(other, { limit: 10 })).rows).toEqual([])
    expect((await listImports(ctx, { limit: 10 })).rows).toHaveLength(1)
    await expect(getImport(ctx, '9'.repeat(19))).rejects.toMatchObject({ code: 'not_found' })
  })
})

test('what is left lying goes: old drafts, silent runs, rejected rows past the retention', async () => {
  const ctx = await newAccount({ role: 'editor' })
  const { accountId } = ctx.actor
  const [old, silent, kept] = [
    await draft(ctx, 'id\n1\n', { columns: ['id'] }),
    await draft(ctx, 'id\n1\n', { columns: ['id'] }),
    await draft(ctx, 'id\n\n;\n', { columns: ['id'] }),
  ]
  await ran(ctx, kept)
  const age = 'update import set changed_at = $3, status = $4 where account_id = $1 and id = $2'
  const ago = (days: number) => new Date(Date.now() - days * 24 * 3600 * 1000)
  await pool().query(age, [accountId, old, ago(8), 'uploaded'])
  await pool().query(age, [accountId, silent, ago(1), 'running'])
  expect(await pruneImports(ctx)).toMatchObject({ drafts: 1, silent: 1, rejections: 0 })
  expect(await getImport(ctx, silent)).toMatchObject({ status: 'failed', counts: { created: 0 } })
  await expect(getImport(ctx, old)).rejects.toMatchObject({ code: 'not_found' })
  expect(await ctx.db.importChunk.count({ where: { accountId } })).toBe(0)
  await pool().query('update import set finished_at = $3 where account_id = $1 and id = $2', [
    accountId,
    kept,
    ago(91),
  ])
  expect(await pruneImports(ctx)).toMatchObject({ rejections: 1 })
  expect(await getImport(ctx, kept)).toMatchObject({ counts: { rejected: 1 } })
})
