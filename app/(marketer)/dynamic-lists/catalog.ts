import type { Catalog } from '@/components/dynamic-lists/rules/asked'
import type { Context } from '@/lib/access/context'
import { listDefinedProperties } from '@/lib/contacts/queries/properties'
import type { Rules } from '@/lib/dynamic-lists/rules/schema'
import { listPermissions } from '@/lib/permissions/queries'

/** These two are asked about in ways of their own. */
const apart = ['email', 'permissions']

/** What the rules of a list can ask about: all that is shown, and what these rules ask about already. */
export async function catalogFor(ctx: Context, rules?: Rules): Promise<Catalog> {
  const [{ properties }, permissions] = await Promise.all([listDefinedProperties(ctx), listPermissions(ctx)])
  const refinements = [...(rules?.selections ?? []), ...(rules?.exclusions ?? [])].flatMap(
    (selection) => selection.refinements,
  )
  const isAsked = (name: string) => refinements.some((one) => one.on === 'property' && one.property === name)
  return {
    properties: properties.filter(({ name, hidden }) => !apart.includes(name) && (!hidden || isAsked(name))),
    permissions,
  }
}
