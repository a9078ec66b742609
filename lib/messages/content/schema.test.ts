import { describe, expect, test } from 'vitest'
import { MessageBody } from '../schema'
import { blockDepthMax, blocksMax, contentBytesMax, MessageContent } from './schema'

const divider = { type: 'Divider', props: { id: 'a' } }
const columns = (first: unknown) => ({
  type: 'Columns',
  props: { id: 'c', count: '2', first, second: [], third: [] },
})
const text = (html: string) => ({ type: 'Text', props: { id: 't', html } })
const accepts = (...content: unknown[]) => MessageContent.safeParse({ root: {}, content }).success

describe('content', () => {
  test('is refused with what it does not know', () => {
    expect(accepts(divider)).toBe(true)
    expect(accepts({ type: 'Script', props: { id: 'a' } })).toBe(false)
    expect(accepts({ type: 'Divider', props: { id: 'a', onClick: 'x' } })).toBe(false)
    expect(accepts({ type: 'Divider', props: { id: '"><script>' } })).toBe(false)
    expect(accepts(columns([{ type: 'Script', props: { id: 'a' } }]))).toBe(false)
    expect(MessageContent.safeParse({ root: {}, content: [], zones: {} }).success).toBe(false)
  })

  test('nests only so deep', () => {
    const nested = (depth: number): unknown => (depth === 1 ? divider : columns([nested(depth - 1)]))
    expect(accepts(nested(blockDepthMax))).toBe(true)
    expect(accepts(nested(blockDepthMax + 1))).toBe(false)
    let deep: unknown = divider
    for (let depth = 0; depth < 50_000; depth++) deep = columns([deep])
    expect(accepts(deep)).toBe(false)
  })

  test('has only so many blocks, in all', () => {
    const some = (count: number) => Array.from({ length: count }, () => divider)
    expect(accepts(...some(blocksMax))).toBe(true)
    expect(accepts(columns(some(blocksMax / 2)), columns(some(blocksMax / 2)))).toBe(false)
  })

  test('is kept without what no database can hold', () => {
    const kept = MessageContent.parse({ root: {}, content: [text('<p>a\u0000b\u000bc\ud800\td\n</p>')] })
    expect(kept.content[0]).toEqual(text('<p>abc\ufffd\td\n</p>'))
  })

  test('is only so large, in bytes', () => {
    const wide = text('界'.repeat(50_000))
    expect(accepts(...Array.from({ length: Math.floor(contentBytesMax / 150_100) }, () => wide))).toBe(true)
    expect(accepts(...Array.from({ length: Math.ceil(contentBytesMax / 150_000) }, () => wide))).toBe(false)
  })
})

test('a subject is one line', () => {
  const body = (subject: string) => ({ subject, preheader: '', content: { root: {}, content: [] } })
  expect(MessageBody.safeParse(body('Spring 🌷 “sale”')).success).toBe(true)
  for (const subject of ['a\r\nBcc: b', 'a\u0000', '\ud800', 'a'.repeat(501)]) {
    expect(MessageBody.safeParse(body(subject)).success).toBe(false)
  }
})
