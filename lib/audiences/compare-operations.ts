import { z } from 'zod'
import { operation } from '@/lib/api/operation'
import { ExternalId } from '@/lib/platform/schema'
import { digestPrograms } from './digest-programs'
import { AudienceParams } from './operations'
import { bucketsMax, Digest, Overlap } from './schema'

const tag = 'Audiences'

export const getDigestOperation = operation({
  id: 'getAudienceDigest',
  tag,
  method: 'GET',
  path: '/api/v1/audiences/{audienceId}/digest',
  summary: 'Get a digest of an audience',
  description: `Proves that both sides agree without sending the members: work out the same from your own ids, compare, and look only into buckets that differ. All is of one moment.

The bucket of an id is the first 4 bytes of the MD5 of its UTF-8, read as a number with the highest byte first, modulo \`buckets\`. The hash of a bucket is the XOR, over its ids in any order, of bytes 8 to 15. A bucket without members is there too, with a hash of zeros. It finds what went astray; it is no protection against somebody who wants two sets to look the same.

These programs answer the same for a file with an id a line.

Node:

\`\`\`js
${digestPrograms.node}
\`\`\`

Python:

\`\`\`python
${digestPrograms.python}
\`\`\``,
  scope: 'audiences:read',
  params: AudienceParams,
  query: z.object({
    buckets: z
      .string()
      .regex(/^\d{1,5}$/, `Give a number from 1 to ${bucketsMax}.`)
      .transform(Number)
      .pipe(z.int().min(1).max(bucketsMax))
      .default(256)
      .meta({ description: `Into how many buckets the ids go, 1 to ${bucketsMax}.` }),
  }),
  status: 200,
  result: Digest,
  problems: ['product', 'not_found'],
  example: {
    params: { audienceId: 'top-100' },
    query: { buckets: '2' },
    result: {
      count: 2,
      buckets: [
        { bucket: 0, count: 1, hash: '34c610ef3d1fb6c8' },
        { bucket: 1, count: 1, hash: '8ab12f7f86015183' },
      ],
    },
  },
})

export const getOverlapOperation = operation({
  id: 'getListOverlap',
  tag,
  method: 'GET',
  path: '/api/v1/lists/{a}/overlap/{b}',
  summary: 'Compare two audiences',
  description:
    'How many contacts are in the first only, in both, and in the second only, at one moment. An audience compared with itself has everybody in both.',
  scope: 'audiences:read',
  params: z.object({
    a: ExternalId.meta({ description: 'Your own id of the first, percent-encoded.', example: 'top-100' }),
    b: ExternalId.meta({ description: 'Your own id of the second, percent-encoded.', example: 'lapsed' }),
  }),
  status: 200,
  result: Overlap,
  problems: ['product', 'not_found'],
  example: { params: { a: 'top-100', b: 'lapsed' }, result: { onlyA: 93, both: 7, onlyB: 1_418 } },
})
