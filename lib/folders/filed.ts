import { Prisma } from '@/lib/platform/generated/client'

/** Which of the things that are filed in folders. */
export type FiledFilter = {
  /** Lower-case and normalised, like the name it is looked for in. */
  nameContains?: string | undefined
  folderId?: number | 'none' | undefined
}

/** The conditions of a filter. `nameKey` and `folderId` are where a query has them. */
export function filedIn(
  { nameKey, folderId }: Record<'nameKey' | 'folderId', Prisma.Sql>,
  filter: FiledFilter,
): Prisma.Sql[] {
  const conditions: Prisma.Sql[] = []
  if (filter.nameContains) conditions.push(Prisma.sql`position(${filter.nameContains} in ${nameKey}) > 0`)
  if (filter.folderId === 'none') conditions.push(Prisma.sql`${folderId} is null`)
  else if (filter.folderId !== undefined) conditions.push(Prisma.sql`${folderId} = ${filter.folderId}`)
  return conditions
}
