// npm run bench: what docs/performance.md promises, measured against raw SQL on the same database.
import os from 'node:os'
import { parseArgs } from 'node:util'
import { Refusal } from '../installation.mjs'
import { loadContacts } from './data.mjs'
import { mailRow, startSink } from './mail-rows.mjs'
import { memoryRows } from './memory-rows.mjs'
import { exportRows, pageRows, screenRows } from './read-rows.mjs'
import { toJson, toTable } from './report.mjs'
import { sizes } from './sizes.mjs'
import { batchRow, singleRow } from './small-rows.mjs'
import { firstLoadRow, replaceRow } from './sync-rows.mjs'
import { openTarget } from './target.mjs'

const usage = `npm run bench -- [--quick] [--json]

  --quick  a tenth of the size, in under three minutes: for a look, no proof
  --json   {"rows": [{"name", "value", "limit", "met"}]} alone on standard output (with npm run -s)

It makes a database of its own and drops it: on the server of DATABASE_URL, else with the embedded PostgreSQL.`

// Standard output belongs to the result.
const say = (line) => process.stderr.write(`${line}\n`)

async function measure(target, sink, size) {
  const rows = []
  const step = async (name, work) => {
    const startedAt = Date.now()
    const found = await work()
    const load = os.loadavg()[0].toFixed(1)
    say(`${name}: ${((Date.now() - startedAt) / 1000).toFixed(1)} s, load ${load}`)
    return found
  }
  await step('contacts', () => loadContacts(target.database, target.accountId, size.contacts))
  rows.push(...(await step('memory', () => memoryRows(target, size))))
  const first = await step('first load', () => firstLoadRow(target, size))
  // Repetitions are odd: the last leaves another tenth in than the first load did, and as many.
  rows.push(await step('replace', () => replaceRow(target, size, first.loaded)), first.row)
  await target.database.query('vacuum (analyze) member, former_member')
  rows.push(await step('batches', () => batchRow(target, size)))
  rows.push(await step('one contact', () => singleRow(target, size)))
  rows.push(...(await step('pages', () => pageRows(target, size, first.loaded.mine))))
  rows.push(...(await step('export', () => exportRows(target, size, first.loaded.mine))))
  rows.push(...(await step('screens', () => screenRows(target, size, first.loaded.mine))))
  rows.push(await step('mails', () => mailRow(target, sink, size)))
  return rows
}

async function machine({ database }) {
  const { rows } = await database.query('show server_version')
  const memory = Math.round(os.totalmem() / 2 ** 30)
  const load = os.loadavg().map((each) => each.toFixed(1))
  return `${os.availableParallelism()} cores, ${memory} GB; Node ${process.versions.node}, PostgreSQL ${rows[0].server_version}; load ${load.join(', ')}`
}

async function main() {
  const { values } = parseArgs({
    options: { quick: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) return process.stdout.write(`${usage}\n`)
  const sink = await startSink()
  const databaseUrl = process.env.DATABASE_URL || undefined
  const target = await openTarget({ databaseUrl, smtpUrl: sink.url }).catch((error) => {
    sink.stop()
    throw error
  })
  let closing
  const close = () => (closing ??= target.close().finally(sink.stop))
  for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => close().then(() => process.exit(130)))
  try {
    say(await machine(target))
    const rows = await measure(target, sink, values.quick ? sizes.quick : sizes.full)
    process.stdout.write(`${values.json ? toJson(rows) : toTable(rows)}\n`)
  } finally {
    await close()
  }
}

main().catch((error) => {
  process.stderr.write(`${error instanceof Refusal ? error.message : error.stack}\n`)
  process.exit(1)
})
