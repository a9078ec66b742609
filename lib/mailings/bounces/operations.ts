import { operation } from '@/lib/api/operation'
import { BounceResults, bouncesMax, reportMaxBytes } from './schema'

const token = '1-4711-1042-0k3v9r2m6x1q8z5t7b4n0c2d8'

export const reportBouncesOperation = operation({
  id: 'reportBounces',
  tag: 'Bounces',
  method: 'POST',
  path: '/api/v1/bounces',
  summary: 'Report mail that came back',
  description: `Tells which mails came back or were called unwanted by their recipients, from the webhook of a mail provider or from the mail server that bounces come to. A hard bounce and a complaint make the contact inactive at once, soft bounces of three mailings within 30 days too; inactive contacts are never mailed. Each is noted for itself, and the same twice counts once.\n\nWhose mail it was is told by its \`token\`: every mail carries it in the header \`X-Roster-Mailing\` and in its envelope sender, behind the plus. Where a provider knows only the address, give \`email\` instead: it is noted for every contact that has it.\n\nA mail that came back goes here as it is, at most ${reportMaxBytes} bytes: a delivery status notification (RFC 3464) or a complaint (ARF, RFC 5965). Of any other mail, such as an answer of who is away, the outcome is \`ignored\`.`,
  scope: 'contacts:write',
  upload: {
    description: `Up to ${bouncesMax.toLocaleString('en')} bounces, or one mail that came back.`,
    types: {
      'application/json': {
        description:
          'Each with `kind` (hard, soft or complaint), `token` or `email`, and where known `reason`.',
        example: `{"bounces": [{"token": "${token}", "kind": "hard", "reason": "550 5.1.1 no such user"}, {"email": "ada@example.com", "kind": "complaint"}]}`,
      },
      'message/rfc822': {
        description: 'The mail with its headers.',
        example: `To: news+${token}@shop.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nAction: failed\nStatus: 5.1.1\n\n--b--\n`,
      },
    },
  },
  status: 200,
  result: BounceResults,
  example: {
    result: {
      results: [
        { outcome: 'noted', message: 'Noted.' },
        { outcome: 'known', message: 'It was noted before.' },
      ],
    },
  },
})
