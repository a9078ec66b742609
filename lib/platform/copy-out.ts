import type { Readable } from 'node:stream'
import { to as copyTo } from 'pg-copy-streams'
import type { Prisma } from './generated/client'
import { pool } from './pool'

/** Smaller chunks cost more to pass on than to make. */
const chunkBytes = 64 * 1024

/**
 * Streams the answer of one query as PostgreSQL writes it, in constant memory and as of one moment.
 * `query` takes no parameters: the caller puts in numbers and names it has checked, never text from outside.
 * Whoever stops reading ends the query. `first` is run before it and seen by it, such as what needs parameters.
 */
export async function* copyOut(
  query: string,
  format: keyof typeof options,
  first: readonly Prisma.Sql[] = [],
): AsyncGenerator<Buffer> {
  const connection = await pool().connect()
  let completed = false
  try {
    await connection.query('begin isolation level repeatable read')
    for (const { text, values } of first) await connection.query(text, values)
    // Merge and nested joins answer their first rows at once; a hash join would read everything before.
    await connection.query('set local statement_timeout = 0; set local enable_hashjoin = off')
    const rows = connection.query(copyTo(`copy (${query}) to stdout (${options[format]})`))
    yield* chunked(rows)
    await connection.query('commit')
    completed = true
  } finally {
    connection.release(!completed)
  }
}

// JSON holds neither of these two bytes unescaped, so as quote and delimiter they never occur: each line is one value.
const options = {
  csv: 'format csv, header',
  'bare-csv': 'format csv',
  'json-lines': `format csv, quote e'\\x01', delimiter e'\\x02'`,
}

async function* chunked(rows: Readable): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let size = 0
  for await (const row of rows) {
    waiting.push(row)
    size += row.length
    if (size < chunkBytes) continue
    yield Buffer.concat(waiting)
    waiting = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(waiting)
}

/** A query for COPY, which takes no parameters: numbers can be written out, and nothing else may. */
export function withNumbers({ strings, values }: Prisma.Sql): string {
  return strings.reduce((text, part, i) => {
    const value = values[i - 1]
    if (typeof value !== 'number') throw new TypeError('A query for COPY has no parameters but numbers.')
    return text + value + part
  })
}

/** A cell that a spreadsheet would run as a formula, made text by an apostrophe (OWASP, CSV injection). `expression` is SQL. */
export function csvSafeSql(expression: string): string {
  return `case when ${expression} ~ '^[=+\\-@\\t\\r]' then '''' || ${expression} else ${expression} end`
}
