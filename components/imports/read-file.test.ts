import { Buffer } from 'node:buffer'
import { expect, test } from 'vitest'
import { recogniseEncoding } from './read-file'

const text = 'id;naam\n1;Zoë €\n'

test.each([
  ['utf-8', Buffer.from(text)],
  ['utf-8', Buffer.from(`\ufeff${text}`)],
  ['utf-8', Buffer.from('id\n1\n')],
  ['windows-1252', Buffer.from('id;naam\n1;Zo\xeb \x80\n', 'latin1')],
  // What is no UTF-8 stands far behind, where a look at the beginning does not reach.
  ['windows-1252', Buffer.from(`${'1;a\n'.repeat(1_500_000)}2;Zo\xeb\n`, 'latin1')],
  ['utf-16le', Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['utf-16le', Buffer.from(text, 'utf16le')],
  ['utf-16be', Buffer.from(text, 'utf16le').swap16()],
] as const)('recognises %s', async (encoding, bytes) => {
  expect(await recogniseEncoding(new Blob([new Uint8Array(bytes)]))).toBe(encoding)
})
