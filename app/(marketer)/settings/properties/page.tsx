import type { Metadata } from 'next'
import { Properties } from '@/components/properties/properties'
import { Live } from '@/components/ui/live'
import { listDefinedProperties } from '@/lib/contacts/queries/properties'
import { requireSession } from '@/lib/session/session'
import {
  askPropertyUseAction,
  changePropertyAction,
  createPropertyAction,
  deletePropertyAction,
  hidePropertyAction,
  placePropertyAction,
} from './actions'

export const metadata: Metadata = { title: 'Properties' }

const actions = {
  create: createPropertyAction,
  change: changePropertyAction,
  place: placePropertyAction,
  hide: hidePropertyAction,
  remove: deletePropertyAction,
  askUse: askPropertyUseAction,
}

export default async function PropertiesPage() {
  const ctx = await requireSession()
  const { properties, removals } = await listDefinedProperties(ctx)
  return (
    <>
      <Live pace={removals.length > 0 ? 'running' : 'still'} />
      <Properties
        properties={properties}
        removals={removals}
        actions={ctx.actor.scopes.has('account:manage') ? actions : undefined}
      />
    </>
  )
}
