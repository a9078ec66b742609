// That the server's memory does not grow with what it is sent or sends. First of all, while it is fresh.
import { setTimeout as sleep } from 'node:timers/promises'
import { bodyOf, idsFrom, largeBody } from './data.mjs'
import { judged } from './report.mjs'
import { peakDuring, residentMb } from './resident-memory.mjs'
import { spreadOf } from './statistics.mjs'
import { newAudience, replace } from './target.mjs'

const limit = 100
const restMs = 2_000

/** Once each: a second time would start from what the first has left. */
export async function memoryRows(target, { largeIds, contacts }) {
  const { webPid, call } = target
  const audience = await newAudience(target, 'memory')
  // So that all code is loaded, and what is measured is the data.
  await replace(target, audience, bodyOf(idsFrom(0, 1_000)), { membersAfter: 1_000 })
  const csv = { headers: { accept: 'text/csv' }, keep: false }
  await call('GET', `audiences/${audience.externalId}/contacts`, csv)
  await sleep(restMs)
  const idleMb = residentMb(webPid)
  const rowOf = (name, peakMb, notes) =>
    judged({ name, spread: spreadOf([Math.max(0, peakMb - idleMb)]), limit, unit: 'MB', notes })

  const expected = { received: largeIds, unknown: largeIds - contacts, membersAfter: contacts }
  const sent = await peakDuring(webPid, () => replace(target, audience, largeBody(largeIds), expected))
  const read = await peakDuring(webPid, () => call('GET', `audiences/${audience.externalId}/contacts`, csv))
  const count = (number) => number.toLocaleString('en')
  return [
    rowOf(
      `replace of ${count(largeIds)} ids: growth of resident memory`,
      sent.peakMb,
      `${idleMb.toFixed(0)} MB idle; ${count(contacts)} ids are contacts, the others unknown; took ${(sent.result / 1000).toFixed(1)} s`,
    ),
    rowOf(
      `exporting ${count(contacts)} members: growth of resident memory`,
      read.peakMb,
      `${(read.result.bytes / 2 ** 20).toFixed(0)} MB of CSV, after the row above`,
    ),
  ]
}
