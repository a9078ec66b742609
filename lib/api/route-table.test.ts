import { expect, test } from 'vitest'
import { routeTable } from './route-table'

const named = (name: string) => () => name
const table = routeTable({
  './v1/[[...path]]/route.ts': { GET: named('any') },
  './v1/contacts/[contactId]/route.ts': { GET: named('contact') },
  './v1/contacts/list/route.ts': { GET: named('list') },
  './v1/contacts/route.ts': { GET: named('contacts'), dynamic: 'force-dynamic' },
  './v1/lists/[a]/overlap/[b]/route.ts': { GET: named('overlap') },
  './v1/openapi.json/route.ts': { GET: named('document') },
  './old/[...rest]/route.ts': { GET: named('rest') },
  './old/route.ts': { GET: named('old') },
})

function found(url: string, method = 'GET') {
  const { handler, params } = table(method, url) ?? {}
  return handler && { name: (handler as unknown as () => string)(), params }
}

test.each([
  ['what is written out', '/v1/contacts', 'contacts', {}],
  ['with a slash at its end', '/v1/contacts/', 'contacts', {}],
  ['with a query', '/v1/contacts?after=a/b', 'contacts', {}],
  ['a name', '/v1/contacts/crm-1', 'contact', { contactId: 'crm-1' }],
  ['a name with a query', '/v1/contacts/crm-1?x=//', 'contact', { contactId: 'crm-1' }],
  ['what is written out before a name', '/v1/contacts/list', 'list', {}],
  ['two names', '/v1/lists/x/overlap/y', 'overlap', { a: 'x', b: 'y' }],
  ['decoded once', '/v1/contacts/a%2Fb%20%25%E4%B8%AD', 'contact', { contactId: 'a/b %中' }],
  ['a dot that is only a dot', '/v1/openapi.json', 'document', {}],
  ['a name before a rest', '/v1/openapiXjson', 'any', { path: ['openapiXjson'] }],
  ['an optional rest', '/v1/contacts/a/b%2Fc', 'any', { path: ['contacts', 'a', 'b/c'] }],
  ['an optional rest of nothing', '/v1', 'any', { path: undefined }],
  ['a rest', '/old/a/b', 'rest', { rest: ['a', 'b'] }],
  ['nothing before a rest', '/old', 'old', {}],
])('%s', (_name, url, name, params) => {
  expect(found(url)).toEqual({ name, params })
})

test.each([
  ['another address', '/v2/contacts'],
  ['one that only begins alike', '/v1x'],
  ['two slashes', '/v1//contacts'],
  ['two slashes first', '//v1/contacts'],
  ['a way up', '/v1/contacts/../contacts'],
  ['a way up, encoded', '/v1/contacts/%2e%2e/contacts'],
  ['a backslash', '/v1\\contacts'],
  ['a character that should be encoded', '/v1/contacts/é'],
  ['what cannot be decoded', '/v1/contacts/bad%zz'],
  ['a whole address', 'http://roster.invalid/v1/contacts'],
  ['the server as such', '*'],
  ['nothing', ''],
])('finds nothing for %s', (_name, url) => {
  expect(found(url)).toBeUndefined()
})

test('finds nothing for a method that is not there, nor for a setting', () => {
  expect(found('/v1/contacts', 'POST')).toBeUndefined()
  expect(table('dynamic', '/v1/contacts')).toBeUndefined()
})
