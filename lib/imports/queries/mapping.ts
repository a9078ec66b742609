import type { Context } from '@/lib/access/context'
import { listProperties } from '@/lib/contacts/queries/properties'
import { columnsProblem, guessColumns } from '../rules'
import type { ImportDetail, Mapping, Sample } from '../schema'
import { readSample } from './sample'

/** Where the columns of a draft's file go: as was said, or as its heading suggests. */
export async function getMapping(ctx: Context, draft: ImportDetail): Promise<Mapping & { sample: Sample }> {
  const sample = await readSample(ctx, draft)
  const all = await listProperties(ctx)
  const said = draft.settings.columns
  const { heading } = sample
  const columns = said.length === heading.length ? said : guessColumns(heading, all)
  const properties = all.flatMap(({ name, label }) =>
    name === 'email' || name === 'permissions' ? [] : [{ name, label }],
  )
  return { sample, columns, properties, problem: columnsProblem(columns, heading.length, all) ?? null }
}
