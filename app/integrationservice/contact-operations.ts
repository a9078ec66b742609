import { z } from 'zod'
import { referenceOperation } from '@/lib/reference/operation'
import {
  ReferenceBounce,
  ReferenceContact,
  ReferenceContactBody,
  ReferenceContactList,
  ReferenceProperties,
  ReferenceResults,
} from './contact-shape'
import { Paging, pageParameters, periodParameters } from './paging'

export const contactTag = 'Reference API: contacts'

const params = z.object({ externalId: z.string().meta({ description: 'Your own id, percent-encoded.' }) })
const noContact = 'CONTACT_NOT_FOUND: there is no such contact.'
const notAllowed = 'NOT_AUTHORIZED: the credential lacks the scope.'

const contact = {
  externalId: 'crm-1042',
  testGroup: false,
  properties: {
    email: 'ada@example.com',
    firstName: 'Ada',
    permissions: [{ bit: 1, enabled: true }],
  },
}
const answeredContact = {
  externalId: 'crm-1042',
  encryptedId: 'sPzQ0e7mYh3m1n2XkQv8Ag',
  created: 1772439300000,
  lastChanged: 1779073204120,
  temporary: false,
  testGroup: false,
  channels: [
    { name: 'EMAIL', value: true },
    { name: 'SMS', value: false },
  ],
  properties: {
    email: 'ada@example.com',
    firstName: 'Ada',
    permissions: [{ bit: 1, enabled: true, description: 'Newsletter' }],
  },
}
const invalidContact =
  'INVALID_PROPERTY: the e-mail address or another property is not valid, or does not exist; CONTACT_OPTOUT: the person was erased on request.'

export const listPropertiesOperation = referenceOperation({
  id: 'referenceListProperties',
  tag: contactTag,
  method: 'GET',
  path: '/integrationservice/contact/properties/list',
  summary: 'List the properties of contacts',
  description: 'The properties that contacts can have, with the choices of those that are sets.',
  scope: 'contacts:read',
  status: 200,
  result: ReferenceProperties,
  xml: { root: 'properties', item: 'property' },
  failures: { 403: notAllowed },
  example: {
    result: [
      { name: 'email', description: 'E-mail address', type: 'email' },
      {
        name: 'permissions',
        description: 'Permissions',
        type: 'set',
        entries: [{ bit: 1, description: 'Newsletter', rank: 1 }],
      },
    ],
  },
})

export const getContactOperation = referenceOperation({
  id: 'referenceGetContact',
  tag: contactTag,
  method: 'GET',
  path: '/integrationservice/contact/{externalId}',
  summary: 'Get a contact',
  description: 'A contact with those of its properties that have a value.',
  scope: 'contacts:read',
  params,
  status: 200,
  result: ReferenceContact,
  xml: { root: 'contact' },
  failures: { 403: notAllowed, 404: noContact },
  example: { params: { externalId: 'crm-1042' }, result: answeredContact },
})

export const createContactOperation = referenceOperation({
  id: 'referenceCreateContact',
  tag: contactTag,
  method: 'POST',
  path: '/integrationservice/contact',
  summary: 'Create a contact',
  description:
    'Creates a contact or, with `update`, changes it when it is known. What is left out stays as it is, or with `purge` is cleared; permissions change only when they are named. An empty value clears.',
  scope: 'contacts:write',
  body: ReferenceContactBody,
  status: 204,
  failures: {
    400: `${invalidContact} CONTACT_ALREADY_EXISTS: it is known and \`update\` is not true.`,
    403: notAllowed,
  },
  example: { body: { contact, update: true, purge: false } },
})

export const updateContactOperation = referenceOperation({
  id: 'referenceUpdateContact',
  tag: contactTag,
  method: 'PUT',
  path: '/integrationservice/contact/{externalId}',
  summary: 'Update a contact',
  description: 'Changes a known contact; with `purge` properties that are not sent are cleared.',
  scope: 'contacts:write',
  params,
  body: ReferenceContactBody,
  status: 204,
  failures: { 400: invalidContact, 403: notAllowed, 404: noContact },
  example: { params: { externalId: 'crm-1042' }, body: { contact, purge: false } },
})

export const upsertContactsOperation = referenceOperation({
  id: 'referenceUpsertContacts',
  tag: contactTag,
  method: 'POST',
  path: '/integrationservice/contact/list',
  summary: 'Create or update up to 100 contacts',
  description:
    'As one by one, with an answer for each in the same order: one that is refused does not keep the others out.',
  scope: 'contacts:write',
  body: ReferenceContactList,
  status: 200,
  result: ReferenceResults,
  xml: { root: 'results', item: 'result' },
  failures: {
    400: 'INVALID_PARAMS: more than 100 contacts, or one without externalId. Nothing was changed.',
    403: notAllowed,
  },
  example: {
    body: { contacts: [contact], update: true },
    result: [{ externalId: 'crm-1042', code: 'OK', message: 'Updated.' }],
  },
})

export const anonymizeContactOperation = referenceOperation({
  id: 'referenceAnonymizeContact',
  tag: contactTag,
  method: 'PUT',
  path: '/integrationservice/contact/anonymize/{externalId}',
  summary: 'Anonymise a contact',
  description:
    'Erases the person: out of every audience, and no later call brings the id or the e-mail address back. It cannot be undone.',
  scope: 'contacts:write',
  params,
  status: 204,
  failures: { 403: notAllowed, 404: noContact },
  example: { params: { externalId: 'crm-1042' } },
})

const contactsPage = z.object({ paging: Paging, contacts: z.array(ReferenceContact) })
const lastPage = { paging: { next: null, after: null }, contacts: [answeredContact] }

export const searchContactsOperation = referenceOperation({
  id: 'referenceSearchContacts',
  tag: contactTag,
  method: 'GET',
  path: '/integrationservice/contact/search',
  summary: 'Search contacts',
  description:
    'Contacts of which one property has exactly this value; the e-mail address without regard to case.',
  scope: 'contacts:read',
  query: z.object({
    MPSearchQuery: z.string().meta({ description: 'The name of a property, a colon, and the value.' }),
    ...pageParameters,
  }),
  status: 200,
  result: contactsPage,
  xml: { root: 'result' },
  failures: {
    400: 'INVALID_PARAMS or INVALID_PROPERTY: the query is missing or not valid.',
    403: notAllowed,
  },
  example: { query: { MPSearchQuery: 'email:ada@example.com' }, result: lastPage },
})

export const listChangedContactsOperation = referenceOperation({
  id: 'referenceListChangedContacts',
  tag: contactTag,
  method: 'GET',
  path: '/integrationservice/contact/updates/list',
  summary: 'List changed contacts',
  description: 'Contacts that were created or changed in a period, the longest ago first.',
  scope: 'contacts:read',
  query: z.object({ ...periodParameters, ...pageParameters }),
  status: 200,
  result: contactsPage,
  xml: { root: 'result' },
  failures: { 400: 'INVALID_PARAMS: a date is missing or not valid.', 403: notAllowed },
  example: { query: { fromDate: '2026-05-01', toDate: '2026-06-01' }, result: lastPage },
})

export const listBouncesOperation = referenceOperation({
  id: 'referenceListBounces',
  tag: contactTag,
  method: 'GET',
  path: '/integrationservice/contact/bounces/list',
  summary: 'List bounces',
  description: 'Messages that came back in a period, the longest ago first.',
  scope: 'contacts:read',
  query: z.object({ ...periodParameters, ...pageParameters }),
  status: 200,
  result: z.object({ paging: Paging, bounces: z.array(ReferenceBounce) }),
  xml: { root: 'result' },
  failures: { 400: 'INVALID_PARAMS: a date is missing or not valid.', 403: notAllowed },
  example: {
    query: { fromDate: '2026-05-01', toDate: '2026-06-01' },
    result: {
      paging: { next: null, after: null },
      bounces: [
        {
          externalId: 'crm-1042',
          encryptedId: 'sPzQ0e7mYh3m1n2XkQv8Ag',
          email: 'ada@example.com',
          type: 'HARD',
          reason: '550 5.1.1 User unknown',
          date: 1779073204120,
        },
      ],
    },
  },
})
