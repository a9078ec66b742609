import { expect, test } from 'vitest'
import {
  buttonBlock,
  columnsBlock,
  contentOf,
  dynamicBlock,
  headingBlock,
  imageBlock,
  textBlock,
} from '@/lib/testing/messages'
import type { Block } from './content/schema'
import { checkMessage } from './rules'

const path = `/images/${'a'.repeat(64)}.png`
const known = { fields: new Set(['firstName', 'email']), lists: new Set([1]), hasUnsubscribe: true }

const problems = (...blocks: Block[]) =>
  checkMessage({ subject: 'Hi {{firstName}}', preheader: '', content: contentOf(...blocks) }, known)

test.each<[Block, string[]]>([
  [headingBlock('Hi {{firstName|you}}'), []],
  [headingBlock(' '), ['The heading is empty.']],
  [headingBlock('{{nick}} {{nick}}'), ['There is no property “nick” for the personal field {{nick}}.']],
  [headingBlock('{{firstName'), ['A personal field is not complete. It is written as {{firstName|there}}.']],
  [textBlock('<p>Hi {{firstName}} <a href="{{preferences}}">x</a> <a href="mailto:a@b.nl">y</a></p>'), []],
  [textBlock('<p></p>'), ['The text is empty.']],
  [
    textBlock('<p>{{unsubscribe}}</p>'),
    ['There is no property “unsubscribe” for the personal field {{unsubscribe}}.'],
  ],
  [textBlock('<p><a href="">x</a></p>'), ['A link leads nowhere.']],
  [textBlock('<p>{{first<strong>Name}}</strong></p>'), []],
  [imageBlock(path, 'Tulips'), []],
  [imageBlock(path, ' '), ['The image has no alternative text.']],
  [imageBlock('', 'Tulips'), ['No image is chosen.']],
  [buttonBlock('https://shop.example/?a=1'), []],
  [buttonBlock('', ''), ['The button has no text.', 'A link leads nowhere.']],
  [dynamicBlock(1, []), []],
  [dynamicBlock(2, []), ['The list “A list” is gone. Choose another.']],
  [dynamicBlock(null, []), ['No list is chosen for the dynamic content.']],
])('%j', (block, expected) => {
  expect(problems(block).map(({ message }) => message)).toEqual(expected)
  expect(problems(block).every(({ blockId }) => blockId === block.props.id)).toBe(true)
})

test('is looked for in every block inside another', () => {
  const empty = headingBlock('')
  const found = problems(columnsBlock([], [dynamicBlock(1, [], [empty])]))
  expect(found).toEqual([{ blockId: empty.props.id, message: 'The heading is empty.' }])
})

test.each(['www.shop.example', 'javascript:alert(1)', 'https://shop.example/{{email}}', '/sale'])(
  'a link to %s is told',
  (link) => {
    const [problem] = problems(buttonBlock(link))
    expect(problem?.message).toContain(`“${link}”`)
  },
)

test('of the whole message', () => {
  const body = { subject: ' ', preheader: '{{nick}}', content: contentOf() }
  expect(checkMessage(body, { ...known, hasUnsubscribe: false }).map(({ message }) => message)).toEqual([
    'The message has no subject.',
    'Preheader: There is no property “nick” for the personal field {{nick}}.',
    'The message is empty.',
    'Not everybody gets a link to unsubscribe. Put one outside the dynamic content.',
  ])
})
