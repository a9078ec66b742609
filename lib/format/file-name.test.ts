import { expect, test } from 'vitest'
import { attachment, fileName } from './file-name'

test.each([
  ['VIP', `attachment; filename="VIP.csv"; filename*=UTF-8''VIP.csv`],
  ['Top 100', `attachment; filename="Top 100.csv"; filename*=UTF-8''Top%20100.csv`],
  ['名前', `attachment; filename="_.csv"; filename*=UTF-8''%E5%90%8D%E5%89%8D.csv`],
  ['a"b/c\r\nX: y', `attachment; filename="a b c X y.csv"; filename*=UTF-8''a%20b%20c%20X%20y.csv`],
  ["it's (1)*", `attachment; filename="it's (1).csv"; filename*=UTF-8''it%27s%20%281%29.csv`],
  ['..hidden', `attachment; filename="hidden.csv"; filename*=UTF-8''hidden.csv`],
  ['///', `attachment; filename="export.csv"; filename*=UTF-8''export.csv`],
])('names a file after %j', (name, header) => {
  expect(attachment(name, 'csv')).toBe(header)
})

test.each([
  ['界'.repeat(255), `${'界'.repeat(66)}.csv`],
  [`${'a'.repeat(199)}🦊`, `${'a'.repeat(199)}.csv`],
  ['👩‍👧 fans', '👩‍👧 fans.csv'],
  ['VIP\u202etxt.exe', 'VIP txt.exe.csv'],
])('keeps a file name short and readable: %j', (name, file) => {
  expect(fileName(name, 'csv')).toBe(file)
})
