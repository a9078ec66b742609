import { z } from 'zod'
import { operation } from '@/lib/api/operation'
import { pageOf, pageQuery } from '@/lib/api/pagination'
import { rowsDescription, rowsQuery } from '@/lib/api/rows'
import { AudienceParams, MemberParams } from '@/lib/audiences/operations'
import { ExternalId } from '@/lib/platform/schema'
import {
  CommitInput,
  partsMax,
  Sync,
  SyncChange,
  SyncDetail,
  SyncOptions,
  SyncPart,
  SyncRejection,
  SyncStatus,
} from './schema'

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
  maxRemovals: null,
  force: false,
  parts: null,
  expiresAt: null,
  undoes: null,
  undoneBy: null,
  supersededBy: null,
  problem: null,
  links: {
    self: '/api/v1/syncs/4711',
    audience: '/api/v1/audiences/top-100',
    changes: '/api/v1/syncs/4711/changes',
    rejections: '/api/v1/syncs/4711/rejections',
    undo: '/api/v1/syncs/4711/undo',
  },
}
const detail = { ...example, held: null }

const SyncParams = z.object({
  syncId: z
    .string()
    .max(64)
    .meta({ description: 'The id that the answer of the sync gave.', example: '4711' }),
})

const upload = {
  description: 'One row per contact, read as a stream. Of two rows with the same id the last one counts.',
  types: {
    'application/x-ndjson': {
      description: 'A JSON value a line: an id, or an object with `id` and, where wanted, `email` and `op`.',
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
}

export const createSyncOperation = operation({
  id: 'createSync',
  tag,
  method: 'POST',
  path: '/api/v1/audiences/{audienceId}/syncs',
  summary: 'Sync an audience',
  description:
    'Applies one body of any size to the audience, all of it or nothing: whoever reads or mails meanwhile sees the members of before or of after, never a mix. The answer is the finished sync with its counts; rows that were not used are kept with their reason. A body without rows is refused and empties nothing. Two syncs of one audience never interleave: the second waits, or gets 409 with Retry-After.\n\nA sync that would remove more than the guard of the audience lets through is **held**: nothing changes until somebody approves or rejects it, and the answer is 202. With `Prefer: respond-async` the answer is 202 as soon as the whole body is safely stored; the sync is then applied whatever crashes. With `upload=parts` there is no body: it opens a sync that is sent in parts and committed.',
  scope: 'audiences:write',
  params: AudienceParams,
  query: SyncOptions.extend({
    upload: z
      .enum(['parts'])
      .optional()
      .meta({ description: '`parts` opens a sync whose rows come in parts; this request has no body then.' }),
  }),
  upload,
  status: 200,
  otherwise: {
    201: 'Open: send its parts, then commit it.',
    202: 'Held by the guard, or accepted with `Prefer: respond-async`; `status` says which.',
  },
  result: SyncDetail,
  problems: ['product', 'not_found', 'busy', 'unprocessable'],
  example: { params, query: { mode: 'replace' }, result: detail },
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
  result: SyncDetail,
  etag: true,
  problems: ['not_found'],
  example: { params: { syncId: '4711' }, result: detail },
})

const syncExample = { params: { syncId: '4711' } }

export const putPartOperation = operation({
  id: 'putSyncPart',
  tag,
  method: 'PUT',
  path: '/api/v1/syncs/{syncId}/parts/{part}',
  summary: 'Send a part of a sync',
  description: `Stores one part of a sync opened with \`upload=parts\`: all of it or nothing. Parts are numbered from 1, at most ${partsMax}, and may come in any order and at the same time; sending one again replaces it. What has been answered survives a crash of every process.`,
  scope: 'audiences:write',
  params: SyncParams.extend({
    part: z
      .string()
      .regex(/^[1-9]\d{0,4}$/, { error: 'Number the parts from 1.' })
      .transform(Number)
      .pipe(z.int().max(partsMax))
      .meta({ description: `Its number, 1 to ${partsMax}.`, example: '1' }),
  }),
  upload,
  status: 200,
  result: SyncPart,
  problems: ['not_found', 'conflict', 'busy'],
  example: {
    params: { syncId: '4711', part: '1' },
    result: { part: 1, rows: 100_000, receivedAt: '2026-05-18T03:00:04.010Z' },
  },
})

export const listPartsOperation = operation({
  id: 'listSyncParts',
  tag,
  method: 'GET',
  path: '/api/v1/syncs/{syncId}/parts',
  summary: 'List the parts of an open sync',
  description: 'Which parts have been received, to go on where a sender broke off.',
  scope: 'audiences:read',
  params: SyncParams,
  query: z.object(pageQuery),
  status: 200,
  result: pageOf(SyncPart),
  problems: ['not_found'],
  example: {
    ...syncExample,
    result: {
      data: [{ part: 1, rows: 100_000, receivedAt: '2026-05-18T03:00:04.010Z' }],
      nextCursor: null,
    },
  },
})

export const commitSyncOperation = operation({
  id: 'commitSync',
  tag,
  method: 'POST',
  path: '/api/v1/syncs/{syncId}/commit',
  summary: 'Commit a sync sent in parts',
  description:
    'Checks that every part is there and applies them as one sync: of two rows with the same id the one in the later part, or further down, counts. When parts are missing it changes nothing and lists them in `missing`. To commit again what is done answers what it did. With `Prefer: respond-async` it is applied after the answer, whatever crashes.',
  scope: 'audiences:write',
  params: SyncParams,
  body: CommitInput,
  status: 200,
  otherwise: { 202: 'Held by the guard, or accepted with `Prefer: respond-async`; `status` says which.' },
  result: SyncDetail,
  problems: ['not_found', 'conflict', 'busy', 'unprocessable'],
  example: { ...syncExample, body: { parts: 2, rows: 101 }, result: detail },
})

export const abandonSyncOperation = operation({
  id: 'abandonSync',
  tag,
  method: 'DELETE',
  path: '/api/v1/syncs/{syncId}',
  summary: 'Abandon a sync',
  description: 'Drops a sync that is open or held. Nothing of it is applied.',
  scope: 'audiences:write',
  params: SyncParams,
  status: 204,
  problems: ['not_found', 'conflict'],
  example: syncExample,
})

export const approveSyncOperation = operation({
  id: 'approveSync',
  tag,
  method: 'POST',
  path: '/api/v1/syncs/{syncId}/approve',
  summary: 'Approve a held sync',
  description:
    'Applies a sync that the guard holds, against the membership as it is now: its counts are worked out anew. To approve it again answers what it did.',
  scope: 'audiences:force',
  params: SyncParams,
  status: 200,
  result: SyncDetail,
  problems: ['not_found', 'conflict', 'busy', 'unprocessable'],
  example: { ...syncExample, result: detail },
})

export const rejectSyncOperation = operation({
  id: 'rejectSync',
  tag,
  method: 'POST',
  path: '/api/v1/syncs/{syncId}/reject',
  summary: 'Reject a held sync',
  description: 'Drops a sync that the guard holds. Nothing of it is applied.',
  scope: 'audiences:write',
  params: SyncParams,
  status: 200,
  result: SyncDetail,
  problems: ['not_found', 'conflict'],
  example: {
    ...syncExample,
    result: {
      ...detail,
      status: 'rejected' as const,
      problem: { code: 'rejected', detail: 'It was looked at and rejected. Nothing of it was applied.' },
    },
  },
})

export const undoSyncOperation = operation({
  id: 'undoSync',
  tag,
  method: 'POST',
  path: '/api/v1/syncs/{syncId}/undo',
  summary: 'Undo a sync',
  description:
    'Makes the audience what it was before its latest sync, save for whoever was erased since. The answer is the sync of mode `undo` that did it, and can be undone in turn. 409 when a later sync stands in the way, which `laterSyncId` names.',
  scope: 'audiences:write',
  params: SyncParams,
  status: 200,
  result: SyncDetail,
  problems: ['not_found', 'conflict', 'busy'],
  example: {
    ...syncExample,
    result: {
      ...detail,
      ...{
        id: '4712',
        mode: 'undo' as const,
        received: 0,
        unknown: 0,
        unchanged: 0,
        rejections: 0,
        undoes: '4711',
      },
    },
  },
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
      data: [{ part: 1, line: 17, value: 'crm-9999', reason: 'There is no contact with this id.' }],
      nextCursor: null,
    },
  },
})
