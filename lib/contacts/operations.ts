import { z } from 'zod'
import { operation, roundTrip } from '@/lib/api/operation'
import { pageOf, pageQuery } from '@/lib/api/pagination'
import { ExternalId } from '@/lib/platform/schema'
import { Contact, ContactInput, ContactSummary, ImportResult } from './schema'

const tag = 'Contacts'
const ContactParams = z.object({
  contactId: ExternalId.meta({ description: 'Your own id of the contact, percent-encoded.' }),
})
const params = { contactId: 'crm-1042' }

const example = {
  externalId: 'crm-1042',
  email: 'ada@example.com',
  status: 'active',
  statusReason: null,
  testGroup: false,
  properties: { firstName: 'Ada', city: 'Utrecht' },
  permissions: [{ bit: 1, name: 'Newsletter', granted: true, changedAt: '2026-03-02T08:15:00.000Z' }],
  createdAt: '2026-03-02T08:15:00.000Z',
  changedAt: '2026-05-18T03:00:04.120Z',
}
const sent = {
  email: 'ada@example.com',
  properties: { firstName: 'Ada', city: 'Utrecht' },
  permissions: [{ bit: 1, granted: true }],
}

export const listContactsOperation = operation({
  id: 'listContacts',
  tag,
  method: 'GET',
  path: '/api/v1/contacts',
  summary: 'List contacts',
  description: 'The contacts of the account by id, or those whose id or e-mail address begins with `q`.',
  scope: 'contacts:read',
  query: z.object({
    q: z.string().max(255).optional().meta({ description: 'How the id or the e-mail address begins.' }),
    ...pageQuery,
  }),
  status: 200,
  result: pageOf(ContactSummary),
  example: {
    query: { q: 'ada@', limit: '100' },
    result: {
      data: [
        {
          externalId: 'crm-1042',
          email: 'ada@example.com',
          status: 'active',
          createdAt: '2026-03-02T08:15:00.000Z',
          changedAt: '2026-05-18T03:00:04.120Z',
        },
      ],
      nextCursor: null,
    },
  },
})

export const importContactsOperation = operation({
  id: 'importContacts',
  tag,
  method: 'POST',
  path: '/api/v1/contacts',
  summary: 'Create and update contacts in bulk',
  description:
    'Creates the contacts that are new and updates those that are known, from one body of any size. A row that is not valid is rejected with its reason and keeps no other out; what a row leaves out stays as it is. A body that cannot be read to its end changes nothing.',
  scope: 'contacts:write',
  upload: {
    description:
      'One row per contact, read as a stream: `id`, and where wanted `email`, `testGroup`, `permissions` and any property by its name. Of two rows with the same id the last one counts.',
    types: {
      'application/x-ndjson': {
        description: 'A JSON object a line. null clears.',
        example:
          '{"id":"crm-1042","email":"ada@example.com","firstName":"Ada"}\n{"id":"crm-1043","email":"grace@example.com"}\n',
      },
      'text/csv': {
        description: 'A header line that names the fields.',
        example: 'id,email,firstName\ncrm-1042,ada@example.com,Ada\ncrm-1043,grace@example.com,Grace\n',
      },
      'application/json': {
        description: 'An array of such objects, or `{"contacts": […]}` around it.',
        example: '[{"id": "crm-1042", "email": "ada@example.com", "firstName": "Ada"}]',
      },
    },
  },
  status: 200,
  result: ImportResult,
  problems: ['busy'],
  example: {
    result: {
      received: 3,
      duplicates: 0,
      created: 1,
      updated: 1,
      unchanged: 0,
      rejected: 1,
      rejections: [{ line: 3, value: 'crm-1044', reason: 'email must be an e-mail address.' }],
    },
  },
})

export const getContactOperation = operation({
  id: 'getContact',
  tag,
  method: 'GET',
  path: '/api/v1/contacts/{contactId}',
  summary: 'Get a contact',
  description: 'One contact with its properties and what it said to each permission.',
  scope: 'contacts:read',
  params: ContactParams,
  status: 200,
  result: Contact,
  etag: true,
  problems: ['not_found'],
  example: { params, result: example },
})

export const putContactOperation = operation({
  id: 'putContact',
  tag,
  method: 'PUT',
  path: '/api/v1/contacts/{contactId}',
  summary: 'Create or replace a contact',
  description:
    'Creates the contact, or brings a known one to exactly this state: what is left out is cleared, save permissions, which change only when they are named, and properties that an owner has hidden. The same call twice changes nothing the second time.',
  scope: 'contacts:write',
  params: ContactParams,
  body: roundTrip(ContactInput, Contact),
  status: 200,
  otherwise: { 201: 'It did not exist and was created.' },
  result: Contact,
  etag: true,
  conditional: true,
  problems: ['invalid_property', 'contact_erased'],
  example: { params, body: sent, result: example },
})

export const patchContactOperation = operation({
  id: 'patchContact',
  tag,
  method: 'PATCH',
  path: '/api/v1/contacts/{contactId}',
  summary: 'Change a contact',
  description: 'Changes what is sent and leaves the rest; null clears.',
  scope: 'contacts:write',
  params: ContactParams,
  body: roundTrip(ContactInput, Contact),
  status: 200,
  result: Contact,
  etag: true,
  conditional: true,
  problems: ['not_found', 'invalid_property', 'contact_erased'],
  example: { params, body: { properties: { city: 'Utrecht' } }, result: example },
})

export const eraseContactOperation = operation({
  id: 'eraseContact',
  tag,
  method: 'DELETE',
  path: '/api/v1/contacts/{contactId}',
  summary: 'Erase a contact',
  description:
    'Erases the person on request: the data, the memberships and the traces of them go, and no later sync or update brings the person back. This cannot be undone.',
  scope: 'contacts:write',
  params: ContactParams,
  status: 204,
  conditional: true,
  problems: ['not_found', 'busy'],
  example: { params },
})
