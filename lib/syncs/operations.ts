import { z } from 'zod'
import { operation } from '@/lib/api/operation'
import { pageOf, pageQuery } from '@/lib/api/pagination'
import { rowsDescription, rowsQuery } from '@/lib/api/rows'
import { AudienceParams, MemberParams } from '@/lib/audiences/operations'
import { ExternalId } from '@/lib/platform/schema'
import { Sync, SyncChange, SyncOptions, SyncRejection, SyncStatus } from './schema'

const tag = 'Syncs'
const membership = 'Audiences'
const params = { audienceId: 'top-100' }
const memberParams = { ...params, contactId: 'crm-1042' }

const example = {
  id: '4711',
  audienceId: 'top-100',
  audienceName: 'Top 100 customers',
  mode: 'replace',
  status: 'done',
  dryRun: false,
  received: 101,
  duplicates: 0,
  unknown: 1,
  created: 0,
  added: 12,
  removed: 12,
  unchanged: 88,
  rejections: 1,
  membersBefore: 100,
  membersAfter: 100,
  startedAt: '2026-05-18T03:00:04.010Z',
  finishedAt: '2026-05-18T03:00:04.120Z',
  durationMs: 110,
  credential: 'Data warehouse',
  problem: null,
  links: {
    self: '/api/v1/syncs/4711',
    changes: '/api/v1/syncs/4711/changes',
    rejections: '/api/v1/syncs/4711/rejections',
    audience: '/api/v1/audiences/top-100',
  },
}

export const createSyncOperation = operation({
  id: 'createSync',
  tag,
  method: 'POST',
  path: '/api/v1/audiences/{audienceId}/syncs',
  summary: 'Sync an audience',
  description:
    'Applies one body of any size to the audience, all of it or nothing: whoever reads or mails meanwhile sees the members of before or of after, never a mix. The answer is the finished sync with its counts; rows that were not used are kept with their reason. A body without rows is refused and empties nothing. Two syncs of one audience never interleave: the second waits, or gets 409 with Retry-After.',
  scope: 'audiences:write',
  params: AudienceParams,
  query: SyncOptions,
  upload: {
    description: 'One row per contact, read as a stream. Of two rows with the same id the last one counts.',
    types: {
      'application/x-ndjson': {
        description:
          'A JSON value a line: an id, or an object with `id` and, where wanted, `email` and `op`.',
        example: '"crm-1042"\n{"id":"crm-1043","email":"grace@example.com"}\n',
      },
      'text/csv': {
        description: 'A header line with `id` and, where wanted, `email` and `op`.',
        example: 'id,email\ncrm-1042,ada@example.com\ncrm-1043,grace@example.com\n',
      },
      'text/plain': { description: 'An id a line.', example: 'crm-1042\ncrm-1043\n' },
      'application/json': {
        description: 'An array of what NDJSON has a line each, or `{"contacts": […]}` around it.',
        example: '["crm-1042", {"id": "crm-1043", "email": "grace@example.com"}]',
      },
    },
  },
  status: 200,
  result: Sync,
  problems: ['product', 'not_found', 'busy', 'unprocessable'],
  example: { params, query: { mode: 'replace' }, result: example },
})

export const emptyAudienceOperation = operation({
  id: 'emptyAudience',
  tag: membership,
  method: 'DELETE',
  path: '/api/v1/audiences/{audienceId}/contacts',
  summary: 'Empty an audience',
  description:
    'Takes every contact out of the audience; the audience and the contacts stay. `confirm` must repeat the id of the audience, so that no slip of a script empties one.',
  scope: 'audiences:write',
  params: AudienceParams,
  query: z.object({ confirm: ExternalId.meta({ description: 'The id of the audience once more.' }) }),
  status: 204,
  problems: ['product', 'not_found', 'busy'],
  example: { params, query: { confirm: 'top-100' } },
})

export const addMemberOperation = operation({
  id: 'addAudienceContact',
  tag: membership,
  method: 'PUT',
  path: '/api/v1/audiences/{audienceId}/contacts/{contactId}',
  summary: 'Add a contact to an audience',
  description: 'Brings one contact into the audience. One that is in it already stays, and nothing changes.',
  scope: 'audiences:write',
  params: MemberParams,
  status: 204,
  problems: ['product', 'not_found', 'busy'],
  example: { params: memberParams },
})

export const removeMemberOperation = operation({
  id: 'removeAudienceContact',
  tag: membership,
  method: 'DELETE',
  path: '/api/v1/audiences/{audienceId}/contacts/{contactId}',
  summary: 'Take a contact out of an audience',
  description: 'Takes one contact out. One that is not in the audience is fine: nothing changes.',
  scope: 'audiences:write',
  params: MemberParams,
  status: 204,
  problems: ['product', 'not_found', 'busy'],
  example: { params: memberParams },
})

export const listSyncsOperation = operation({
  id: 'listSyncs',
  tag,
  method: 'GET',
  path: '/api/v1/syncs',
  summary: 'List syncs',
  description: 'The history of syncs, the latest first: of all audiences, or of one.',
  scope: 'audiences:read',
  query: z.object({
    audienceId: ExternalId.optional().meta({ description: 'Only those of this audience, by your own id.' }),
    status: SyncStatus.optional(),
    ...pageQuery,
  }),
  status: 200,
  result: pageOf(Sync),
  problems: ['product', 'not_found'],
  example: { query: params, result: { data: [example], nextCursor: null } },
})

const SyncParams = z.object({
  syncId: z
    .string()
    .max(64)
    .meta({ description: 'The id that the answer of the sync gave.', example: '4711' }),
})

export const getSyncOperation = operation({
  id: 'getSync',
  tag,
  method: 'GET',
  path: '/api/v1/syncs/{syncId}',
  summary: 'Get a sync',
  description: 'One sync: while it runs how far it is, afterwards what it did.',
  scope: 'audiences:read',
  params: SyncParams,
  status: 200,
  result: Sync,
  etag: true,
  problems: ['not_found'],
  example: { params: { syncId: '4711' }, result: example },
})

export const listChangesOperation = operation({
  id: 'listSyncChanges',
  tag,
  method: 'GET',
  path: '/api/v1/syncs/{syncId}/changes',
  summary: 'List who joined and left with a sync',
  description: `The contacts that the sync brought in and took out. ${rowsDescription}`,
  scope: 'contacts:read',
  params: SyncParams,
  query: z.object(rowsQuery),
  status: 200,
  result: pageOf(SyncChange),
  rows: true,
  problems: ['not_found'],
  example: {
    params: { syncId: '4711' },
    result: {
      data: [{ change: 'joined', externalId: 'crm-1042', email: 'ada@example.com' }],
      nextCursor: null,
    },
  },
})

export const listRejectionsOperation = operation({
  id: 'listSyncRejections',
  tag,
  method: 'GET',
  path: '/api/v1/syncs/{syncId}/rejections',
  summary: 'List the rows that a sync did not use',
  description: `Each with its line and the reason; at most the first 50,000 are kept. ${rowsDescription}`,
  scope: 'audiences:read',
  params: SyncParams,
  query: z.object(rowsQuery),
  status: 200,
  result: pageOf(SyncRejection),
  rows: true,
  problems: ['not_found'],
  example: {
    params: { syncId: '4711' },
    result: {
      data: [{ line: 17, value: 'crm-9999', reason: 'There is no contact with this id.' }],
      nextCursor: null,
    },
  },
})
