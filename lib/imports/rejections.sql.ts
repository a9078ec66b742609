import type { AccountId } from '@/lib/access/actor'
import { csvSafeSql } from '@/lib/platform/copy-out'
import type { Db } from '@/lib/platform/db'
import type { Rejection } from './schema'

export function selectRejections(
  db: Db,
  accountId: AccountId,
  importId: bigint,
  max: number,
): Promise<Rejection[]> {
  return db.$queryRaw<Rejection[]>`
    select line::float8 as line, value, reason from import_rejection
    where account_id = ${accountId} and import_id = ${importId}
    order by line limit ${max}`
}

/** The most cells that a kept row has, or the heading. */
export async function selectWidth(db: Db, accountId: AccountId, importId: bigint): Promise<number> {
  const rows = await db.$queryRaw<{ width: number }[]>`
    select greatest(cardinality(i.heading), max(cardinality(r.cells))) as width
    from import i left join import_rejection r on r.account_id = i.account_id and r.import_id = i.id
    where i.account_id = ${accountId} and i.id = ${importId}
    group by i.heading`
  return rows[0]?.width ?? 0
}

/** Under the file's own heading. For COPY, which takes no parameters: every value put in is a number of ours. */
export function exportRejectionsSql(accountId: AccountId, importId: bigint, width: number): string {
  const cells = Array.from({ length: width }, (_, i) => csvSafeSql(`cells[${i + 1}]`))
  const [account, id] = [Number(accountId), BigInt(importId)]
  return `
    select ${['lines', csvSafeSql('value'), 'reason', ...cells].join(', ')}
    from (
      select 0 as line, 'line' as lines, 'value' as value, 'reason' as reason, heading as cells
      from import where account_id = ${account} and id = ${id}
      union all
      select line, line::text, value, reason, cells
      from import_rejection where account_id = ${account} and import_id = ${id}) r
    order by line`
}
