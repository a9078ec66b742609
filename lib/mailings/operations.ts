import { z } from 'zod'
import { operation } from '@/lib/api/operation'
import { pageOf, pageQuery } from '@/lib/api/pagination'
import { Figures } from './report/schema'
import { MailingId, MailingRow, MailingStatus } from './schema'

const tag = 'Mailings'

const MailingSummary = MailingRow.meta({ id: 'MailingSummary' })

const Mailing = MailingRow.extend({
  subject: z.string().meta({ description: 'Of the e-mail, with its personalisation fields.' }),
  senderName: z.string(),
  senderEmail: z.string(),
  permission: z
    .object({ bit: z.int().nullable(), name: z.string() })
    .nullable()
    .meta({ description: 'What a recipient must have agreed to; null for a service message.' }),
  figures: Figures.nullable().meta({ description: 'Null until sending starts.' }),
}).meta({ id: 'Mailing' })
const summary = {
  id: '12',
  name: 'Spring offer',
  status: 'sent',
  targetGroup: { kind: 'dynamic-list', name: 'Top 100 customers', listKind: 'audience' },
  scheduledAt: '2026-05-18T09:00:00.000Z',
  startedAt: '2026-05-18T09:00:00.250Z',
  finishedAt: '2026-05-18T09:00:04.120Z',
  recipients: 60,
  folderId: null,
  folderName: null,
  createdAt: '2026-05-17T15:12:00.000Z',
  changedAt: '2026-05-18T09:00:04.120Z',
}

export const listMailingsOperation = operation({
  id: 'listMailings',
  tag,
  method: 'GET',
  path: '/api/v1/mailings',
  summary: 'List mailings',
  description:
    'The mailings of the account, the latest made first, or those whose name holds `q` or that have a status.',
  scope: 'mailings:read',
  query: z.object({
    q: z.string().max(255).optional().meta({ description: 'Part of the name, without regard to case.' }),
    status: MailingStatus.optional().meta({ description: 'Only those that have it.' }),
    ...pageQuery,
  }),
  status: 200,
  result: pageOf(MailingSummary),
  example: { query: { status: 'sent', limit: '100' }, result: { data: [summary], nextCursor: null } },
})

export const getMailingOperation = operation({
  id: 'getMailing',
  tag,
  method: 'GET',
  path: '/api/v1/mailings/{mailingId}',
  summary: 'Get a mailing',
  description: 'One mailing with its exact figures as of now: those of its automailer are among them.',
  scope: 'mailings:read',
  params: z.object({ mailingId: MailingId.meta({ description: 'The id of the mailing.', example: '12' }) }),
  status: 200,
  result: Mailing,
  etag: true,
  problems: ['not_found', 'unavailable'],
  example: {
    params: { mailingId: '12' },
    result: {
      ...summary,
      subject: 'A discount for you',
      senderName: 'Shop',
      senderEmail: 'news@shop.example',
      permission: { bit: 1, name: 'Newsletter' },
      figures: {
        ...{ recipients: 60, waiting: 0, sent: 59, failed: 1, unknown: 0, skipped: 0 },
        ...{ delivered: 58, opened: 31, clicked: 12, bounced: 1, unsubscribed: 0, complained: 0 },
      },
    },
  },
})
