import { z } from 'zod'
import { operation, roundTrip } from '@/lib/api/operation'
import { pageOf, pageQuery } from '@/lib/api/pagination'
import { rowsDescription, rowsQuery } from '@/lib/api/rows'
import { Member, Usage } from '@/lib/lists/schema'
import { ExternalId } from '@/lib/platform/schema'
import { Audience, AudienceInput, AudiencePatch, AudiencePut } from './schema'

const tag = 'Audiences'
export const AudienceParams = z.object({
  audienceId: ExternalId.meta({
    description: 'Your own id of the audience, percent-encoded.',
    example: 'vip',
  }),
})
const params = { audienceId: 'top-100' }

const example = {
  externalId: 'top-100',
  name: 'Top 100 customers',
  description: 'By turnover in the last 6 months',
  members: 100,
  createdAt: '2026-03-02T08:15:00.000Z',
  changedAt: '2026-03-02T08:15:00.000Z',
  lastContactAddedAt: '2026-05-18T03:00:04.120Z',
  lastContactRemovedAt: '2026-05-18T03:00:04.120Z',
  lastSyncAt: '2026-05-18T03:00:04.120Z',
  syncEveryMinutes: 1440,
  guardShare: null,
  guardMin: null,
  stale: false,
}

export const listAudiencesOperation = operation({
  id: 'listAudiences',
  tag,
  method: 'GET',
  path: '/api/v1/audiences',
  summary: 'List audiences',
  description:
    'All audiences of the account by name, or those whose name holds `q` or that stand in a folder.',
  scope: 'audiences:read',
  query: z.object({
    q: z.string().max(255).optional().meta({ description: 'Part of the name, without regard to case.' }),
    folderId: z
      .string()
      .regex(/^\d{1,9}$/, 'Give the number of a folder.')
      .transform(Number)
      .pipe(z.int())
      .optional()
      .meta({ description: 'Only those directly in this folder.' }),
    ...pageQuery,
  }),
  status: 200,
  result: pageOf(Audience),
  problems: ['product'],
  example: { query: { q: 'top', limit: '100' }, result: { data: [example], nextCursor: null } },
})

export const createAudienceOperation = operation({
  id: 'createAudience',
  tag,
  method: 'POST',
  path: '/api/v1/audiences',
  summary: 'Create an audience',
  description:
    'Creates an empty audience. To create it or bring it up to date in one repeatable call, use PUT with your id.',
  scope: 'audiences:write',
  body: roundTrip(AudienceInput, Audience),
  status: 201,
  result: Audience,
  etag: true,
  problems: ['product', 'id_taken', 'name_taken', 'limit_reached'],
  example: {
    body: {
      externalId: 'top-100',
      name: 'Top 100 customers',
      description: 'By turnover in the last 6 months',
      syncEveryMinutes: 1440,
    },
    result: {
      ...example,
      members: 0,
      lastContactAddedAt: null,
      lastContactRemovedAt: null,
      lastSyncAt: null,
    },
  },
})

export const getAudienceOperation = operation({
  id: 'getAudience',
  tag,
  method: 'GET',
  path: '/api/v1/audiences/{audienceId}',
  summary: 'Get an audience',
  description: 'One audience with its exact number of members and the moments it last changed.',
  scope: 'audiences:read',
  params: AudienceParams,
  status: 200,
  result: Audience,
  etag: true,
  problems: ['product', 'not_found'],
  example: { params, result: example },
})

export const putAudienceOperation = operation({
  id: 'putAudience',
  tag,
  method: 'PUT',
  path: '/api/v1/audiences/{audienceId}',
  summary: 'Create or replace an audience',
  description:
    'Creates the audience, or gives an existing one this name and description: a description that is left out is cleared. `syncEveryMinutes`, `guardShare` and `guardMin` stay as they are unless you send them, since marketers may set them too; null clears one. Its members stay. The same call twice changes nothing the second time, so this is the way to keep an audience in step with your own system.',
  scope: 'audiences:write',
  params: AudienceParams,
  body: roundTrip(AudiencePut, Audience),
  status: 200,
  otherwise: { 201: 'It did not exist and was created.' },
  result: Audience,
  etag: true,
  conditional: true,
  problems: ['product', 'id_taken', 'name_taken', 'limit_reached'],
  example: { params, body: { name: 'Top 100 customers', syncEveryMinutes: 1440 }, result: example },
})

export const patchAudienceOperation = operation({
  id: 'patchAudience',
  tag,
  method: 'PATCH',
  path: '/api/v1/audiences/{audienceId}',
  summary: 'Change an audience',
  description: 'Changes the fields that are sent and leaves the others; null clears one (RFC 7396).',
  scope: 'audiences:write',
  params: AudienceParams,
  body: roundTrip(AudiencePatch, Audience.omit({ externalId: true })),
  status: 200,
  result: Audience,
  etag: true,
  conditional: true,
  problems: ['product', 'not_found', 'name_taken'],
  example: { params, body: { description: null }, result: { ...example, description: null } },
})

export const deleteAudienceOperation = operation({
  id: 'deleteAudience',
  tag,
  method: 'DELETE',
  path: '/api/v1/audiences/{audienceId}',
  summary: 'Delete an audience',
  description:
    'Deletes the audience with its members and history. While a scheduled mailing, a filter or a message uses it, it is refused with 409, and `usages` lists every place.',
  scope: 'audiences:write',
  params: AudienceParams,
  status: 204,
  conditional: true,
  problems: ['product', 'not_found', 'in_use'],
  example: { params },
})

export const listUsagesOperation = operation({
  id: 'listAudienceUsages',
  tag,
  method: 'GET',
  path: '/api/v1/audiences/{audienceId}/usages',
  summary: 'List where an audience is used',
  description: 'Every place that uses the audience, and whether that must end before it can be deleted.',
  scope: 'audiences:read',
  params: AudienceParams,
  status: 200,
  result: z.object({ data: z.array(Usage) }),
  problems: ['product', 'not_found'],
  example: {
    params,
    result: {
      data: [
        {
          kind: 'mailing',
          id: '12',
          name: 'Spring offer',
          url: '/mailings/12',
          reason: 'Target group of a scheduled mailing. Delete or unschedule the mailing first.',
          blocking: true,
        },
      ],
    },
  },
})

export const MemberParams = AudienceParams.extend({
  contactId: ExternalId.meta({
    description: 'Your own id of the contact, percent-encoded.',
    example: 'crm-1042',
  }),
})
const member = { externalId: 'crm-1042', email: 'ada@example.com', status: 'active' }

export const listMembersOperation = operation({
  id: 'listAudienceContacts',
  tag,
  method: 'GET',
  path: '/api/v1/audiences/{audienceId}/contacts',
  summary: 'List the contacts of an audience',
  description: `Who is in the audience now, or was at a moment past, a page at a time. ${rowsDescription}`,
  scope: 'contacts:read',
  params: AudienceParams,
  query: z.object({
    q: z
      .string()
      .max(255)
      .optional()
      .meta({ description: 'How the id or the e-mail address begins. Pages of now only.' }),
    asOf: z.iso
      .datetime({ offset: true, error: 'Give a moment such as 2026-05-18T03:00:00Z.' })
      .optional()
      .meta({
        description:
          'Who was in it at this moment, as far back as the account keeps history (90 days unless set). Whoever was erased since is left out.',
      }),
    ...rowsQuery,
  }),
  status: 200,
  result: pageOf(Member),
  rows: true,
  problems: ['product', 'not_found', 'unprocessable'],
  example: { params, query: { limit: '100' }, result: { data: [member], nextCursor: null } },
})

export const getMemberOperation = operation({
  id: 'getAudienceContact',
  tag,
  method: 'GET',
  path: '/api/v1/audiences/{audienceId}/contacts/{contactId}',
  summary: 'Ask whether a contact is in an audience',
  description: 'Answers the contact when it is in the audience, and 404 when it is not.',
  scope: 'contacts:read',
  params: MemberParams,
  status: 200,
  result: Member,
  etag: true,
  problems: ['product', 'not_found'],
  example: { params: { ...params, contactId: 'crm-1042' }, result: member },
})
