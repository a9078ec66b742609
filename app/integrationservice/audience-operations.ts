import { z } from 'zod'
import { referenceOperation } from '@/lib/reference/operation'
import { ReferenceAudience, ReferenceAudienceInput, ReferenceContactIds } from './audience-shape'

export const audienceTag = 'Reference API: audiences'

const params = z.object({ externalId: z.string().meta({ description: 'Your own id, percent-encoded.' }) })
const audienceXml = { root: 'audience' }

const product =
  'NOT_AUTHORIZED: the product of the account has no audiences, or the credential lacks the scope.'
const noAudience = 'RESOURCE_NOT_FOUND: there is no such audience.'
const tooMany = 'INVALID_PARAMS: more than 2,500 ids. Nothing was changed.'
const notReadable = 'INVALID_PARAMS: the body cannot be read. Nothing was changed.'
const audience = {
  externalId: 'top-100',
  name: 'Top 100 customers',
  description: 'By turnover in the last 6 months',
}
const answeredAudience = {
  ...audience,
  createDate: '2026-03-02T08:15:00.000Z',
  changeDate: '2026-03-02T08:15:00.000Z',
  lastContactAddedAt: '2026-05-18T03:00:04.120Z',
  lastContactRemovedAt: '2026-05-18T03:00:04.120Z',
  lastSyncDate: '2026-05-18T03:00:04.120Z',
}
const ids = { contacts: ['crm-1042', 'crm-1043'] }

export const createAudienceOperation = referenceOperation({
  id: 'referenceCreateAudience',
  tag: audienceTag,
  method: 'POST',
  path: '/integrationservice/audience',
  summary: 'Create an audience',
  description: 'Creates an empty audience. The dates are set here; sent along, they are ignored.',
  scope: 'audiences:write',
  body: ReferenceAudienceInput,
  bodyRoot: 'audience',
  status: 200,
  result: ReferenceAudience,
  xml: audienceXml,
  statuses: { invalid: 417 },
  failures: {
    400: notReadable,
    403: product,
    417: 'INVALID_PARAMS: the name or the id is empty or longer than 255 characters; NAME_ALREADY_IN_USE; ID_NOTUNIQUE; INVALID_STATE: the account has as many audiences as it may.',
  },
  example: { body: audience, result: answeredAudience },
})

export const getAudienceOperation = referenceOperation({
  id: 'referenceGetAudience',
  tag: audienceTag,
  method: 'GET',
  path: '/integrationservice/audience/{externalId}',
  summary: 'Get an audience',
  description: 'An audience by your id.',
  scope: 'audiences:read',
  params,
  status: 200,
  result: ReferenceAudience,
  xml: audienceXml,
  failures: { 403: product, 404: noAudience },
  example: { params: { externalId: 'top-100' }, result: answeredAudience },
})

export const updateAudienceOperation = referenceOperation({
  id: 'referenceUpdateAudience',
  tag: audienceTag,
  method: 'PUT',
  path: '/integrationservice/audience/{externalId}',
  summary: 'Update an audience',
  description: 'Sets the name and the description: a description that is left out is cleared.',
  scope: 'audiences:write',
  params,
  body: ReferenceAudienceInput,
  bodyRoot: 'audience',
  status: 200,
  result: ReferenceAudience,
  xml: audienceXml,
  statuses: { invalid: 417 },
  failures: {
    400: 'INVALID_PARAMS: the id in the body is not the one in the path, or the body cannot be read.',
    403: product,
    404: noAudience,
    417: 'INVALID_PARAMS: the name is empty or longer than 255 characters; NAME_ALREADY_IN_USE.',
  },
  example: { params: { externalId: 'top-100' }, body: audience, result: answeredAudience },
})

export const deleteAudienceOperation = referenceOperation({
  id: 'referenceDeleteAudience',
  tag: audienceTag,
  method: 'DELETE',
  path: '/integrationservice/audience/{externalId}',
  summary: 'Delete an audience',
  description: 'Deletes an audience that is used nowhere. The message of a refusal names every use.',
  scope: 'audiences:write',
  params,
  status: 204,
  failures: { 403: product, 404: noAudience, 417: 'INVALID_STATE: the audience is in use.' },
  example: { params: { externalId: 'top-100' } },
})

export const addContactsOperation = referenceOperation({
  id: 'referenceAddContacts',
  tag: audienceTag,
  method: 'POST',
  path: '/integrationservice/audience/{externalId}/contact',
  summary: 'Add contacts to an audience',
  description:
    'Adds up to 2,500 contacts: all of them or, when one is unknown, none. Who is in already stays in; an id that is sent twice counts once.',
  scope: 'audiences:write',
  params,
  body: ReferenceContactIds,
  status: 204,
  failures: {
    400: notReadable,
    403: product,
    404: `${noAudience} CONTACT_NOT_FOUND: externalContactIds names the unknown ones; nobody was added.`,
    413: tooMany,
  },
  example: { params: { externalId: 'top-100' }, body: ids },
})

export const removeContactsOperation = referenceOperation({
  id: 'referenceRemoveContacts',
  tag: audienceTag,
  method: 'DELETE',
  path: '/integrationservice/audience/{externalId}/contact',
  summary: 'Remove contacts from an audience, or all of them',
  description:
    'Removes up to 2,500 contacts; ids that are unknown or not in the audience are ignored. **Without any body it removes everybody.** A body that is empty in any other way, `{}`, `null`, `""` or an empty list, is refused and removes nobody.',
  scope: 'audiences:write',
  params,
  body: ReferenceContactIds.optional(),
  status: 204,
  failures: {
    400: `${notReadable} An empty list is refused too.`,
    403: product,
    404: noAudience,
    413: tooMany,
  },
  example: { params: { externalId: 'top-100' }, body: ids },
})
