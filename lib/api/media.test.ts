import { describe, expect, test } from 'vitest'
import { contentType, type Format, negotiate } from './media'

const formats: Format[] = ['json', 'csv', 'json-lines']

test.each([
  [null, 'json'],
  ['', 'json'],
  ['*/*', 'json'],
  ['text/csv', 'csv'],
  ['TEXT/CSV ; header=present', 'csv'],
  ['text/*', 'csv'],
  ['application/x-ndjson', 'json-lines'],
  ['application/ndjson', 'json-lines'],
  ['text/csv;q=0.2, application/json;q=0.5', 'json'],
  ['text/html, */*;q=0.1', 'json'],
  ['application/json;q=0, */*', 'csv'],
])('Accept: %s is given %s', (accept, format) => {
  expect(negotiate(accept, formats)).toBe(format)
})

test.each(['application/xml', 'text/csv;q=0', 'nonsense', 'text/csv;q=x'])(
  'Accept: %s is refused',
  (accept) => {
    expect(() => negotiate(accept, formats)).toThrow(expect.objectContaining({ code: 'not_acceptable' }))
  },
)

describe('contentType', () => {
  const typeOf = (header: string | null, whenAbsent?: string) => {
    const headers = new Headers(header === null ? {} : { 'content-type': header })
    return contentType(new Request('http://x', { headers }), ['text/csv', 'application/x-ndjson'], whenAbsent)
  }

  test.each([
    ['text/csv', 'text/csv'],
    ['Text/CSV; charset="UTF-8"', 'text/csv'],
    ['application/jsonl', 'application/x-ndjson'],
  ])('reads %s as %s', (header, type) => {
    expect(typeOf(header)).toBe(type)
  })

  test.each([null, 'text/plain', 'text/csv; charset=utf-16'])('refuses %s', (header) => {
    expect(() => typeOf(header)).toThrow(expect.objectContaining({ code: 'unsupported_media' }))
  })

  test('takes what is meant when there is none', () => {
    expect(typeOf(null, 'text/csv')).toBe('text/csv')
  })
})
