import { Buffer } from 'node:buffer'
import { systemActor } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { upsertContact } from '@/lib/contacts/commands/upsert-contacts'
import { changeImport, checkImport, startImport } from '@/lib/imports/commands/change-import'
import { createImport, finishUpload, putChunk } from '@/lib/imports/commands/receive-file'
import { runImport } from '@/lib/imports/commands/run-import'
import { getImport } from '@/lib/imports/queries/imports'
import { chunkBytes, type ImportSettings, newSettings } from '@/lib/imports/schema'

export const csvFormat = { separator: ';', encoding: 'utf-8', hasHeading: true } as const

/** A draft with this file, settings and all. */
export async function draft(
  ctx: Context,
  file: string | Buffer,
  settings: Partial<ImportSettings> = {},
): Promise<string> {
  const bytes = Buffer.from(file as string)
  const all = { ...newSettings(csvFormat), ...settings }
  const { separator, encoding, hasHeading } = all
  const { importId } = await createImport(ctx, {
    fileName: 'customers.csv',
    fileBytes: bytes.length,
    format: { separator, encoding, hasHeading },
  })
  for (let at = 0; at < bytes.length; at += chunkBytes)
    await putChunk(ctx, importId, at / chunkBytes, bytes.subarray(at, at + chunkBytes))
  await finishUpload(ctx, importId)
  const { columns, emptyCells, known, destination, grants, proof, regrant } = all
  await changeImport(ctx, { importId, settings: { columns, emptyCells, known } })
  await changeImport(ctx, { importId, settings: { destination, grants, proof, regrant } })
  return importId
}

const worker = (ctx: Context): Context => ({ ...ctx, actor: systemActor(ctx.actor.accountId) })
/** What the worker would do next with an import. */
export const work = (ctx: Context, importId: string) => runImport(worker(ctx), importId, { isLast: true })

/** After the worker has checked it. */
export async function checked(ctx: Context, importId: string) {
  await checkImport(ctx, importId)
  await work(ctx, importId)
  return getImport(ctx, importId)
}

/** After the worker has checked it and run it. */
export async function ran(ctx: Context, importId: string) {
  await checked(ctx, importId)
  await startImport(ctx, importId)
  await work(ctx, importId)
  return getImport(ctx, importId)
}

/** A file of contacts c0, c1, … who live in this city. */
export function rowsOf(count: number, city: string): string {
  const rows = Array.from({ length: count }, (_, n) => `c${n};c${n}@x.nl;${city}\n`)
  return `id;mail;city\n${rows.join('')}`
}

/** An import that was checked and waits for the worker: of c0 to c99, of whom c0 to c9 are known, into a list of their own. */
export async function startedImport(ctx: Context): Promise<string> {
  for (let n = 0; n < 10; n++)
    await upsertContact(ctx, `c${n}`, { email: `c${n}@x.nl` }, { mode: 'create', purge: false })
  const importId = await draft(ctx, rowsOf(100, 'Delft'), {
    ...{ columns: ['id', 'email', 'property:city'], grants: [1], proof: 'Form at the fair' },
    destination: { kind: 'new-list', name: 'Fair' },
  })
  await checked(ctx, importId)
  await startImport(ctx, importId)
  return importId
}

/** Everything that such an import changes, and how it is before and after. */
export async function changes(ctx: Context) {
  const where = { accountId: ctx.actor.accountId }
  const inDelft = { path: ['city'], equals: 'Delft' }
  return {
    contacts: await ctx.db.contact.count({ where: { ...where, erasedAt: null } }),
    inDelft: await ctx.db.contact.count({ where: { ...where, properties: inDelft } }),
    consents: await ctx.db.contactPermission.count({ where }),
    lists: await ctx.db.list.count({ where }),
    members: await ctx.db.staticMember.count({ where }),
  }
}
export const nothing = { contacts: 10, inDelft: 0, consents: 0, lists: 0, members: 0 }
export const everything = { contacts: 100, inDelft: 100, consents: 100, lists: 1, members: 100 }

/** Rows of the large import that is tried. It takes minutes: IMPORT_ROWS=1000000 npm run unit -- lib/worker/import-size */
export const largeImportRows = Number(process.env['IMPORT_ROWS'] ?? 0)
