import type { Context } from '@/lib/access/context'
import { listProperties } from '@/lib/contacts/queries/properties'
import { listPermissions } from '@/lib/permissions/queries'
import { DomainError } from '@/lib/platform/errors'
import { nameKey } from '@/lib/platform/schema'
import { columnsProblem } from '../rules'
import type { Destination, ImportDetail } from '../schema'
import { readSample } from './sample'

/** @throws DomainError invalid, when what the settings name does not fit the file or the account; `field` is the step */
export async function requireRunnable(ctx: Context, draft: ImportDetail): Promise<void> {
  const { settings } = draft
  const sample = await readSample(ctx, draft)
  if (sample.problem !== null) throw invalid('file', sample.problem)
  const problem = columnsProblem(settings.columns, sample.heading.length, await listProperties(ctx))
  if (problem !== undefined) throw invalid('columns', problem)
  const permissions = new Set((await listPermissions(ctx)).map(({ bit }) => bit))
  if (settings.grants.some((bit) => !permissions.has(bit)))
    throw invalid('destination', 'A permission to grant is gone. Choose again.')
  await requireDestination(ctx, settings.destination)
}

async function requireDestination(ctx: Context, destination: Destination): Promise<void> {
  const mine = { accountId: ctx.actor.accountId, kind: 'static' }
  if (destination.kind === 'list') {
    if ((await ctx.db.list.count({ where: { ...mine, id: destination.listId } })) === 0)
      throw invalid('destination', 'The static list is gone. Choose another.')
  }
  if (destination.kind === 'new-list') {
    if ((await ctx.db.list.count({ where: { ...mine, nameKey: nameKey(destination.name) } })) > 0)
      throw invalid('destination', `There is a static list ${JSON.stringify(destination.name)} already.`)
  }
}

function invalid(field: 'file' | 'columns' | 'destination', message: string): DomainError {
  return new DomainError('invalid', message, { field })
}
