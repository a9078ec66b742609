// Whole audiences: replaced, and loaded for the first time.
import { bodyOf, idsFrom } from './data.mjs'
import { rawFirstLoad, rawReplace, requireSame, settle } from './raw-sync.mjs'
import { judged } from './report.mjs'
import { median, ratios, spreadOf } from './statistics.mjs'
import { newAudience, replace } from './target.mjs'

const limit = 1.5

/** Both ways in turn, and first one, then the other first. */
async function pair(target, at, ours, theirs) {
  const measured = {}
  const steps = { ours, theirs }
  for (const name of at % 2 === 0 ? ['ours', 'theirs'] : ['theirs', 'ours']) {
    await settle(target)
    measured[name] = await steps[name]()
  }
  return measured
}

function row(name, measured) {
  const ours = measured.map((each) => each.ours)
  const theirs = measured.map((each) => each.theirs)
  const notes = `${seconds(median(ours))} over HTTP, ${seconds(median(theirs))} in SQL`
  return judged({ name, spread: spreadOf(ratios(ours, theirs)), limit, unit: '×', notes })
}

const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`

/** Answers the row, and an audience of `members` members. */
export async function firstLoadRow(target, { members, repetitions }) {
  const body = bodyOf(idsFrom(0, members))
  const measured = []
  let loaded
  for (let at = 0; at < repetitions; at++) {
    const mine = await newAudience(target, `first-${at}`)
    const raw = await newAudience(target, `first-${at}-raw`)
    measured.push(
      await pair(
        target,
        at,
        () => replace(target, mine, body, { added: members, removed: 0 }),
        () => rawFirstLoad(target, raw, body),
      ),
    )
    await requireSame(target, mine, raw)
    loaded = { mine, raw }
  }
  return { row: row(`first load of ${members.toLocaleString('en')} members`, measured), loaded }
}

/** A tenth leaves and a tenth joins, there and back again, on two audiences that hold the same. */
export async function replaceRow(target, { members, repetitions }, { mine, raw }) {
  const churn = members / 10
  const bodies = [bodyOf(idsFrom(churn, members)), bodyOf(idsFrom(0, members))]
  const measured = []
  for (let at = 0; at < repetitions; at++) {
    const body = bodies[at % 2]
    measured.push(
      await pair(
        target,
        at,
        () => replace(target, mine, body, { added: churn, removed: churn }),
        () => rawReplace(target, raw, body),
      ),
    )
    await requireSame(target, mine, raw)
  }
  return row(`replace of ${members.toLocaleString('en')} ids with 10 % churn`, measured)
}
