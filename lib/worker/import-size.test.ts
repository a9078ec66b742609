import { Buffer } from 'node:buffer'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { changeImport, checkImport, startImport } from '@/lib/imports/commands/change-import'
import { createImport, finishUpload, putChunk } from '@/lib/imports/commands/receive-file'
import { getImport } from '@/lib/imports/queries/imports'
import { chunkBytes, type ImportStatus } from '@/lib/imports/schema'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { largeImportRows as rowCount } from '@/lib/testing/imports'
import { testWorkers } from '@/lib/testing/workers'
import { peakDuring, residentMb } from '../../scripts/bench/resident-memory.mjs'

testDatabase()
const workers = testWorkers()

const rowOf = (n: number) =>
  n % 1_000 === 7 ? `c-${n};no address;Delft\n` : `c-${n};customer-${n}@shop.example;Utrecht\n`

/** The file in pieces, none of it held. */
function* pieces(): Generator<Buffer> {
  let text = 'id;mail;city\n'
  for (let n = 0; n < rowCount; n++) {
    text += rowOf(n)
    if (text.length < chunkBytes) continue
    yield Buffer.from(text.slice(0, chunkBytes))
    text = text.slice(chunkBytes)
  }
  if (text !== '') yield Buffer.from(text)
}

async function upload(ctx: Context): Promise<string> {
  const format = { separator: ';', encoding: 'utf-8', hasHeading: true } as const
  const fileBytes = [...pieces()].reduce((sum, piece) => sum + piece.length, 0)
  const { importId } = await createImport(ctx, { fileName: 'large.csv', fileBytes, format })
  let number = 0
  for (const piece of pieces()) await putChunk(ctx, importId, number++, piece)
  await finishUpload(ctx, importId)
  const columns = ['id', 'email', 'property:city'] as const
  await changeImport(ctx, {
    importId,
    settings: { columns: [...columns], emptyCells: 'keep', known: 'update' },
  })
  await changeImport(ctx, {
    importId,
    settings: {
      ...{ destination: { kind: 'new-list', name: 'Large' }, grants: [1], proof: 'Form', regrant: false },
    },
  })
  return importId
}

test.runIf(rowCount > 0)('a large file takes time, and no memory', { timeout: 1_800_000 }, async () => {
  const ctx = await newAccount({ role: 'editor' })
  const importId = await upload(ctx)
  const pid = workers.start().pid ?? 0
  await sleep(5_000)
  const until = async (status: ImportStatus) => {
    const startedAt = Date.now()
    const { peakMb } = await peakDuring(pid, async () => {
      while ((await getImport(ctx, importId)).status !== status) await sleep(250)
    })
    return { seconds: (Date.now() - startedAt) / 1_000, growthMb: peakMb - idleMb }
  }
  const idleMb = residentMb(pid)
  await checkImport(ctx, importId)
  const check = await until('checked')
  await startImport(ctx, importId)
  const run = await until('done')
  const { counts, fileBytes } = await getImport(ctx, importId)
  process.stderr.write(`${JSON.stringify({ fileBytes, idleMb, check, run, counts })}\n`)
  const rejected = Array.from({ length: rowCount }).filter((_, n) => n % 1_000 === 7).length
  expect(counts).toMatchObject({
    received: rowCount,
    created: rowCount - rejected,
    rejected,
    listed: rowCount - rejected,
  })
  // Nearly all of it is there for a fifth of the rows too: code, and what the engine lets lie until it collects.
  expect(Math.max(check.growthMb, run.growthMb)).toBeLessThan(256)
})
