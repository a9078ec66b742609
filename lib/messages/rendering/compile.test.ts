import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  buttonBlock as button,
  columnsBlock as columns,
  contentOf,
  dynamicBlock as dynamic,
  headingBlock as heading,
  imageBlock as image,
  textBlock as text,
  unsubscribeBlock,
} from '@/lib/testing/messages'
import { type Block, MessageContent } from '../content/schema'
import { type CompiledMessage, compileMessage, type Recipient } from './compile'

const compile = (content: MessageContent, subject = '', preheader = '') =>
  compileMessage({ subject, preheader, content }, { imageBase: 'https://roster.example' })

const recipient = (given: Partial<Recipient> = {}): Recipient => ({
  lists: 0n,
  fields: {},
  unsubscribeUrl: 'https://roster.example/unsubscribe/abc',
  preferencesUrl: 'https://roster.example/preferences/abc',
  linkUrl: (number) => `https://roster.example/click/abc/${number}`,
  openUrl: null,
  ...given,
})

const bitsOf = ({ listIds }: CompiledMessage, inLists: ReadonlySet<number>) =>
  listIds.reduce((bits, listId, bit) => (inLists.has(listId) ? bits | (1n << BigInt(bit)) : bits), 0n)

describe('personal fields', () => {
  const hostile = `<img src=x onerror=alert(1)> & "quoted" 'single'`

  test('are escaped in HTML and as they are in plain text, with a fallback of their own', async () => {
    const content = contentOf(
      heading('Dear {{firstName|friend & co}}'),
      text('<p>From {{ city | nowhere &amp; &lt;b&gt; }}</p>'),
      image('https://shop.example/a.png', 'For {{firstName}}'),
    )
    const message = await compile(content, 'Hi {{firstName|you}}', 'News for {{firstName}}')
    expect(message.fields).toEqual(['firstName', 'city'])
    const filled = message.fill(recipient({ fields: { firstName: hostile, city: '' } }))
    expect(filled.html).not.toContain('<img src=x')
    expect(filled.html).toContain(
      'Dear &lt;img src=x onerror=alert(1)&gt; &amp; &quot;quoted&quot; &#39;single&#39;',
    )
    expect(filled.html).toContain('alt="For &lt;img src=x onerror=alert(1)&gt; &amp; &quot;quoted&quot;')
    expect(filled.html).toContain('From nowhere &amp; &lt;b&gt;')
    expect(filled.text).toContain(`Dear ${hostile}`)
    expect(filled.text).toContain('From nowhere & <b>')
    expect(filled.subject).toBe(`Hi ${hostile}`)
    expect(message.fill(recipient()).html).toContain('Dear friend &amp; co')
  })

  test('keep a subject on one line, whatever the value', async () => {
    const message = await compile(contentOf(), 'Hi {{name}}!')
    const subject = (name: string) => message.fill(recipient({ fields: { name } })).subject
    expect(subject('a\r\nBcc: all@shop.example')).toBe('Hi a Bcc: all@shop.example!')
    expect(subject('a\u2028\u0000b')).toBe('Hi a b!')
    const long = '🦊'.repeat(1_000)
    expect(subject(long)).toBe(`Hi ${long}!`)
  })

  test('that are not one stay what they were', async () => {
    const message = await compile(
      contentOf(text('<p>{{first<strong>Name}}</strong> {{1st}} {name} {{a|<em>b</em>}}</p>')),
    )
    expect(message.fields).toEqual([])
    expect(message.fill(recipient()).text).toBe('{{firstName}} {{1st}} {name} {{a|b}}\n')
  })

  test('may have the name of what every object has', async () => {
    const message = await compile(contentOf(text('<p>{{constructor|none}} {{toString}}</p>')))
    expect(message.fill(recipient()).text).toBe('none\n')
  })

  test('of a value are not read again', async () => {
    const message = await compile(contentOf(text('<p>{{a}}{{b}}</p>')))
    expect(message.fill(recipient({ fields: { a: '{{b}}', b: 'B' } })).text).toBe('{{b}}B\n')
  })
})

describe('links', () => {
  test('are numbered by where they lead, and the same in both parts', async () => {
    const message = await compile(
      contentOf(
        button('https://shop.example/b?x=1&y=2'),
        text(
          '<p><a href="https://shop.example/a">A</a> <a href="https://shop.example/b?x=1&amp;y=2">B</a></p>',
        ),
        text(
          '<p><a href="{{unsubscribe}}">Stop</a> <a href="{{preferences}}">Choose</a> <a href="tel:+31">Call</a></p>',
        ),
      ),
    )
    expect(message.links).toEqual(['https://shop.example/b?x=1&y=2', 'https://shop.example/a'])
    const { html, text: plain } = message.fill(recipient())
    const addresses = [...html.matchAll(/href="([^"]*)"/g)].map(([, address]) => address)
    const click = 'https://roster.example/click/abc'
    const ours = ['https://roster.example/unsubscribe/abc', 'https://roster.example/preferences/abc']
    expect(addresses).toEqual([`${click}/0`, `${click}/1`, `${click}/0`, ...ours, 'tel:+31'])
    for (const address of addresses) expect(plain).toContain(address)
  })

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    '//elsewhere.example',
    '/relative',
    'https://shop.example/{{externalId}}',
    'https://',
  ])('never lead to %j', async (address) => {
    const href = address.replaceAll('"', '&quot;')
    const message = await compile(contentOf(button(address), text(`<p><a href="${href}">x</a></p>`)))
    expect(message.links).toEqual([])
    expect(message.fill(recipient()).html).not.toContain('href=')
  })

  test('to unsubscribe are missed where somebody would get none', async () => {
    const stop = unsubscribeBlock
    const has = async (...blocks: Block[]) => (await compile(contentOf(...blocks))).hasUnsubscribe
    expect(await has(columns([], [stop()]))).toBe(true)
    expect(await has(dynamic(1, [stop()]))).toBe(false)
    expect(await has(dynamic(1, [stop()], [dynamic(2, [], [stop()])]))).toBe(false)
    expect(await has(dynamic(1, [stop()], [dynamic(2, [stop()], [stop()])]))).toBe(true)
    expect(await has(text('<p>{{unsubscribe}}</p>'))).toBe(false)
  })
})

describe('what is not ours to trust', () => {
  test('of rich text is taken out', async () => {
    const message = await compile(
      contentOf(
        text(
          '<script>alert(1)</script><p onclick="alert(1)" style="text-align:right;background:url(https://x)">a</p>' +
            '<img src=x onerror=alert(1)><iframe src="https://x"></iframe><svg><script>alert(1)</script></svg>' +
            '<form action="https://x"><input></form><style>*{display:none}</style><!-- x --><b>bold</b>',
        ),
      ),
    )
    const { html } = message.fill(recipient())
    expect(html).not.toMatch(/alert|onclick|onerror|<iframe|<svg|<form|<input|url\(|display:none}/)
    expect(html).toContain('text-align:right')
    expect(html).toContain('<strong>bold</strong>')
  })

  test('as an image is left out', async () => {
    const path = `/images/${'0'.repeat(64)}.png`
    const message = await compile(
      contentOf(image(path, 'Ours'), image('javascript:alert(1)', 'a'), image('http://x.example/a.png', 'b')),
    )
    const { html } = message.fill(recipient())
    expect([...html.matchAll(/src="([^"]*)"/g)].map(([, src]) => src)).toEqual([
      `https://roster.example${path}`,
    ])
  })

  test('cannot forge a mark: each rendering draws its own', async () => {
    const content = contentOf(heading('Hello {{name|x}}'))
    const leaked = (await compile(contentOf(heading('m'.repeat(33)), ...content.content))).fill(recipient())
    expect(leaked.html).not.toMatch(/m[0-9a-f]{32}/)
    const forged = contentOf(heading(`m${'0'.repeat(32)}s0z m${'0'.repeat(32)}i0z`), ...content.content)
    const { html } = (await compile(forged)).fill(recipient({ fields: { name: 'Ann' } }))
    expect(html).toContain(`m${'0'.repeat(32)}s0z m${'0'.repeat(32)}i0z`)
    expect(html.match(/Ann/g)).toHaveLength(1)
  })
})

/** A message as a tree of words, and what somebody in some lists should read of it. */
type Model = { word: string } | { list: number; inside: Model[]; outside: Model[] } | { columns: Model[][] }

const { tree } = fc.letrec<{ tree: Model[]; node: Model }>((tie) => ({
  tree: fc.array(tie('node'), { maxLength: 3 }),
  node: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    fc.integer({ min: 0, max: 9_999_999 }).map((n) => ({ word: `w${n}w` })),
    fc.record({ list: fc.integer({ min: 1, max: 3 }), inside: tie('tree'), outside: tie('tree') }),
    fc.record({ columns: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }) }),
  ),
}))

function toBlocks(models: readonly Model[]): Block[] {
  return models.map((model) => {
    if ('word' in model) return text(`<p>${model.word}</p>`)
    if ('list' in model) return dynamic(model.list, toBlocks(model.inside), toBlocks(model.outside))
    const [first = [], second = [], third] = model.columns.map(toBlocks)
    return columns(first, second, third)
  })
}

function readBy(models: readonly Model[], lists: ReadonlySet<number>): string[] {
  return models.flatMap((model) => {
    if ('word' in model) return [model.word]
    if ('columns' in model) return model.columns.flatMap((column) => readBy(column, lists))
    return readBy(lists.has(model.list) ? model.inside : model.outside, lists)
  })
}

describe('dynamic content', () => {
  test('shows everybody what a plain reading of it says, however it nests', { timeout: 60_000 }, async () => {
    const property = fc.asyncProperty(tree, async (models) => {
      const content = contentOf(...toBlocks(models))
      const message = await compile(content)
      for (let combination = 0; combination < 8; combination++) {
        const inLists = new Set([1, 2, 3].filter((list) => combination & (1 << list)))
        const filled = message.fill(recipient({ lists: bitsOf(message, inLists) }))
        const expected = readBy(models, inLists)
        expect(filled.html.match(/w\d+w/g) ?? []).toEqual(expected)
        expect(filled.text).toBe(`${expected.join('\n\n')}\n`)
        expect(filled.html).not.toMatch(/m[0-9a-f]{32}/)
      }
    })
    await fc.assert(property, { numRuns: 25 })
  })

  test('for which no list is chosen shows what everybody else sees', async () => {
    const message = await compile(contentOf(dynamic(null, [heading('in')], [heading('out')])))
    expect(message.fill(recipient({ lists: 1n })).text).toBe('out\n')
    expect(message.listIds).toEqual([])
  })

  test('has a bit for each of the most lists there can be', async () => {
    const blocks = Array.from({ length: 60 }, (_, n) => dynamic(n + 1, [heading(`list ${n + 1}.`)]))
    const content = MessageContent.parse(contentOf(...blocks))
    const message = await compile(content)
    expect(message.fill(recipient({ lists: 1n << 59n })).text).toBe('list 60.\n')
    expect(MessageContent.safeParse(contentOf(...blocks, dynamic(61, []))).success).toBe(false)
  })
})

test('the pixel is there only where it is wanted', async () => {
  const message = await compile(contentOf(heading('x')))
  expect(message.fill(recipient()).html).not.toContain('<img')
  const openUrl = 'https://roster.example/open/abc.gif?a&b'
  expect(message.fill(recipient({ openUrl })).html).toContain(
    'src="https://roster.example/open/abc.gif?a&amp;b"',
  )
})
