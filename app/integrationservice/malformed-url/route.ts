export const dynamic = 'force-dynamic'

/** Where requests whose address cannot be decoded are led; see lib/platform/web-process.ts. */
function refuse(): Response {
  const message = 'The address holds a percent sign that no two hexadecimal digits of UTF-8 follow.'
  return Response.json({ errorType: 'INVALID_PARAMS', message }, { status: 400 })
}

export { refuse as DELETE, refuse as GET, refuse as HEAD, refuse as PATCH, refuse as POST, refuse as PUT }
