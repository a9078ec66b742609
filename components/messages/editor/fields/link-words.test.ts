import { expect, test } from 'vitest'
import { completeLink } from './link-words'

test.each([
  ['shop.example/sale', 'https://shop.example/sale'],
  [' www.shop.example ', 'https://www.shop.example'],
  ['https://shop.example', 'https://shop.example'],
  ['mailto:a@shop.example', 'mailto:a@shop.example'],
  ['a@shop.example', 'mailto:a@shop.example'],
  ['javascript:alert(1)', 'javascript:alert(1)'],
  ['{{unsubscribe}}', '{{unsubscribe}}'],
  ['sale', 'sale'],
  ['', ''],
])('%j becomes %j', (typed, link) => {
  expect(completeLink(typed)).toBe(link)
})
