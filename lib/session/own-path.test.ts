import { expect, test } from 'vitest'
import { ownPath } from './own-path'

test.each([
  ['/', '/'],
  ['/lists/dynamic?q=a%20b&after=x#top', '/lists/dynamic?q=a%20b&after=x#top'],
  ['/lists?_rsc=abc&q=1', '/lists?q=1'],
  ['/a/../lists', '/lists'],
  ['/search?next=https://evil.example/', '/search?next=https://evil.example/'],
])('%j leads to %j', (asked, path) => {
  expect(ownPath(asked)).toBe(path)
})

test.each([
  undefined,
  null,
  '',
  ['/lists', '/other'],
  'lists',
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example/',
  '\\\\evil.example/',
  '/\t/evil.example/',
  '/\n//evil.example',
  '/.//evil.example/',
  '/a/..//evil.example',
  '/%2e//evil.example',
  ' //evil.example/',
  'javascript:alert(1)',
  '/login',
  '/login?next=/login',
  '/set-up',
  '/api/v1/audiences',
  '/a/../api/v1',
])('%j leads home', (asked) => {
  expect(ownPath(asked, '/home')).toBe('/home')
})
