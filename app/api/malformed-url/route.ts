import { problem } from '@/lib/api/problem'

export const dynamic = 'force-dynamic'

/** Where requests whose address cannot be decoded are led; see lib/platform/web-process.ts. */
function refuse(): Response {
  return problem(
    'malformed',
    'The address holds a percent sign that no two hexadecimal digits of UTF-8 follow.',
  )
}

export { refuse as DELETE, refuse as GET, refuse as HEAD, refuse as PATCH, refuse as POST, refuse as PUT }
