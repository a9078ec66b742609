import { z } from 'zod'
import { operation } from '@/lib/api/operation'
import { AudienceParams } from '@/lib/audiences/operations'
import { Growth } from './schema'

export const getGrowthOperation = operation({
  id: 'getAudienceGrowth',
  tag: 'Audiences',
  method: 'GET',
  path: '/api/v1/audiences/{audienceId}/growth',
  summary: 'Get the growth of an audience',
  description:
    'Members at the end of each day, and how many joined and left on it. Days are those of the time zone of the account, which the answer names. A day without syncs carries its members on. One contact that joined and left on the same day counts in both.',
  scope: 'audiences:read',
  params: AudienceParams,
  query: z.object({
    from: z.iso
      .date()
      .optional()
      .meta({ description: 'First day. Default: so that it is 90 days. At most 3,660 days.' }),
    to: z.iso.date().optional().meta({ description: 'Last day. Default: today; days to come are left out.' }),
  }),
  status: 200,
  result: Growth,
  problems: ['product', 'not_found'],
  example: {
    params: { audienceId: 'top-100' },
    query: { from: '2026-05-17', to: '2026-05-18' },
    result: {
      timeZone: 'Europe/Amsterdam',
      days: [
        { day: '2026-05-17', members: 100, joined: 0, left: 0 },
        { day: '2026-05-18', members: 104, joined: 12, left: 8 },
      ],
    },
  },
})
