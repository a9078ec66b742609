import type { Context } from '@/lib/access/context'
import { createProperty } from '@/lib/contacts/commands/create-property'
import type { PropertyType } from '@/lib/contacts/schema'
import { createPermission } from '@/lib/permissions/commands'
import type { Rules } from '../rules/schema'
import { rulesCondition } from '../rules.sql'
import type { Person } from './evaluate'

export const properties: Record<string, PropertyType> = {
  // The others are in every account.
  altEmail: 'email',
  orders: 'int',
  turnover: 'money',
  lastOrder: 'date',
  lastVisit: 'dateTime',
  interests: 'set',
}

const blank = {
  email: null as string | null,
  status: 'active',
  properties: {},
  createdAt: '1970-01-01T00:00:00Z',
  granted: [],
  withdrawn: [],
  lists: [],
  events: [],
  erased: false,
}

/** Adds a property of each type that no account has of itself, and a second permission. */
export async function defineAll(ctx: Context): Promise<void> {
  const choices = [0, 1, 2, 63].map((bit) => ({ bit, description: `Choice ${bit}`, rank: bit }))
  for (const [name, type] of Object.entries(properties)) {
    await createProperty(ctx, { name, label: name, type, entries: type === 'set' ? choices : [] })
  }
  await createPermission(ctx, { name: 'Product news', bit: 2 })
}

/** Puts people in the database as they are, whatever their values look like. */
export async function addPeople(ctx: Context, people: readonly Person[]): Promise<void> {
  const { accountId } = ctx.actor
  const rows = people.map((person) => {
    const { email, properties, ...rest } = { ...blank, ...person }
    return {
      ...rest,
      external_id: person.id,
      created_at: rest.createdAt,
      // What erasing leaves.
      ...(person.erased
        ? { email: null, email_key: '', properties: {} }
        : { email, email_key: email?.toLowerCase() ?? '', properties }),
    }
  })
  await ctx.db.$executeRaw`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t (external_id text, email text,
        email_key text, status text, properties jsonb, created_at timestamptz, erased boolean, granted int[],
        withdrawn int[], lists int[], events jsonb)),
    added as (
      insert into contact (account_id, external_id, email, email_key, status, properties, created_at, erased_at)
      select ${accountId}, external_id, email, email_key, status, properties, created_at, case when erased then now() end
      from given
      returning id, external_id),
    person as (select a.id, g.* from added a join given g using (external_id)),
    consented as (
      insert into contact_permission (account_id, permission_id, contact_id, granted, source)
      select ${accountId}, x.id, p.id, x.bit = any(p.granted), 'test'
      from person p
      join permission x on x.account_id = ${accountId} and x.bit = any(p.granted || p.withdrawn)),
    joined as (
      insert into member (account_id, audience_id, contact_id, joined_revision)
      select ${accountId}, l.id, p.id, 1 from person p
      join list l on l.account_id = ${accountId} and l.id = any(p.lists) and l.kind = 'audience'),
    filed as (
      insert into static_member (account_id, list_id, contact_id)
      select ${accountId}, l.id, p.id from person p
      join list l on l.account_id = ${accountId} and l.id = any(p.lists) and l.kind = 'static')
    insert into mailing_event (account_id, contact_id, kind, mailing_id, happened_at)
    select ${accountId}, p.id, e->>'kind', n, (e->>'at')::timestamptz
    from person p, jsonb_array_elements(p.events) with ordinality as x (e, n)`
}

/** Who is in a list with these rules, as the database has it. */
export async function peopleIn(
  ctx: Context,
  rules: Rules,
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<string[]> {
  const rows = await ctx.db.$queryRaw<{ external_id: string }[]>`
    select c.external_id from contact c
    where ${rulesCondition(rules, { accountId: ctx.actor.accountId, timeZone, now })}
    order by c.external_id`
  return rows.map(({ external_id }) => external_id)
}
