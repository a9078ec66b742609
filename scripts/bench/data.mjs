// Contacts and the bodies that name them.
import { setTimeout as sleep } from 'node:timers/promises'

export const idOf = (number) => `crm-${String(number).padStart(9, '0')}`

/** In SQL, the id of contact number `i`. */
const idSql = `'crm-' || lpad(i::text, 9, '0')`

/** In an order of its own: a sender's ids rarely come in the order in which contacts were made here. */
export function idsFrom(first, count) {
  const step = 7_368_787 // a prime, so that every number below `count` comes exactly once
  const ids = new Array(count)
  for (let i = 0; i < count; i++) ids[i] = idOf(first + ((i * step) % count))
  return ids
}

export const bodyOf = (ids) => Buffer.from(`${ids.join('\n')}\n`)

/** The same ids as a stream of text, for a body too large to keep: this process is measured beside the server. */
export async function* largeBody(count) {
  const step = 7_368_787
  for (let at = 0; at < count; at += 20_000) {
    let text = ''
    for (let i = at; i < Math.min(at + 20_000, count); i++) text += `${idOf((i * step) % count)}\n`
    yield Buffer.from(text)
    await sleep(0)
  }
}

/** Of a hundred contacts two have no e-mail address and three are inactive; sixty hold permission 1, twenty withdrew it. */
export async function loadContacts(database, accountId, count) {
  await database.query(
    `insert into contact (account_id, external_id, email, email_key, status)
     select $1, ${idSql}, case when i % 50 <> 0 then 'person' || i || '@example.com' end,
       case when i % 50 <> 0 then 'person' || i || '@example.com' else '' end,
       case when i % 100 < 3 then 'inactive' else 'active' end
     from generate_series(0, $2::int - 1) as i order by i`,
    [accountId, count],
  )
  await database.query(
    `insert into contact_permission (account_id, permission_id, contact_id, granted, source)
     select c.account_id, p.id, c.id, c.id % 5 < 3, 'bench'
     from contact c join permission p on p.account_id = c.account_id and p.bit = 1
     where c.account_id = $1 and c.id % 5 < 4 order by c.id`,
    [accountId],
  )
  await database.query('vacuum (analyze) contact, contact_permission')
}
