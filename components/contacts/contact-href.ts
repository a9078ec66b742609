import type { Route } from 'next'

/** Where a contact's card is. An address drops `.` and `..` however they are written, so these two ids go in its query. */
export function contactHref(externalId: string): Route {
  const dots = externalId === '.' || externalId === '..'
  return (dots ? `/contacts/dots?id=${externalId}` : `/contacts/${encodeURIComponent(externalId)}`) as Route
}
