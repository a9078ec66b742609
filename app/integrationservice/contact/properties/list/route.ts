import { listProperties } from '@/lib/contacts/queries/properties'
import { referenceResource } from '@/lib/reference/resource'
import { referenceRoute } from '@/lib/reference/route'
import { listPropertiesOperation } from '../../../contact-operations'
import { toReferenceProperty } from '../../../contact-shape'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = referenceResource({
  GET: referenceRoute(listPropertiesOperation, async (ctx) =>
    (await listProperties(ctx)).map(toReferenceProperty),
  ),
})
