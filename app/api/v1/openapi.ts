import { toOpenApi } from '@/lib/api/openapi'
import { referenceOperations, referenceTags } from '../../integrationservice/operations'
import { operations } from './operations'

const description = `
Roster keeps audiences that your own system decides: who is a customer of worth, who lapsed, who bought last week. You
send who is in; marketers use it in mailings, filters and content.

**Credentials.** Send \`Authorization: Bearer rst_…\`, the token of a credential from Integrations → Credentials. Each has
scopes; every method names the one it needs, and to write includes to read.

**Ids** in paths are your own ids, percent-encoded: \`/\` becomes \`%2F\`. Dates are RFC 3339 in UTC.

**Errors** are problem details (RFC 9457): \`code\` for programs, \`detail\` for people, \`errors\` for each wrong value, and
\`type\`, a page about it. An error means that nothing was changed. Fields and parameters that do not exist are refused;
fields that only the server sets may be sent along and are ignored, so that what GET answered can be put back.

**Lists** come in pages: give \`nextCursor\` as \`after\` until it is null. A late page costs what the first costs.

**Repeating safely.** PUT and DELETE can be repeated. A POST can, with an \`Idempotency-Key\` of up to 255 characters: for
24 hours the same key and body get the first answer (\`Idempotency-Replayed: true\`), another body gets 422, and while the
first still runs the answer is 409 with Retry-After. Refusals of the work itself are kept like successes; answers that
ask you to try again are not. When the process that ran it died, its key is free after a minute.

**Changing safely.** \`ETag\` names a content. With \`If-Match\` a change happens only while it is still that; else 412.

**Limits.** \`RateLimit\` and \`RateLimit-Policy\` say what is left. On 429, 409 and 503 wait for \`Retry-After\`.

**Bodies** may be packed with \`Content-Encoding: gzip\`.
`.trim()

const tags = [
  {
    name: 'Audiences',
    description: 'Sets of contacts whose membership your system decides, and who is in them.',
  },
  { name: 'Syncs', description: 'Changes of membership, of any size, each with its counts and its history.' },
  { name: 'Contacts', description: 'The people of the account, each by your own id.' },
  { name: 'Mailings', description: 'Messages sent to a target group, and what became of each.' },
  { name: 'Bounces', description: 'Mail that came back, or that its recipient called unwanted.' },
  {
    name: 'Webhooks',
    description:
      'Where Roster tells your system what happened: by POST, signed by Standard Webhooks 1.0, tried again for days.',
  },
]

/** The OpenAPI document of this installation. */
export function openApiDocument() {
  return toOpenApi({ title: 'Roster API', version: '1', description }, [
    { operations, dialect: 'v1', tags },
    { operations: referenceOperations, dialect: 'reference', tags: referenceTags },
  ])
}
