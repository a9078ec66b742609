import { toPlainText } from '@react-email/render'
import { type Block, columnsOf } from '../content/schema'
import type { Rendering } from './blocks'
import { markRichText } from './rich-text'

/** The message as plain text, with the same marks; each block ends in an empty line, so that whichever are shown fit together. */
export function writePlainText(blocks: readonly Block[], rendering: Rendering): string {
  return blocks.map((block) => writeBlock(block, rendering)).join('')
}

function writeBlock(block: Block, rendering: Rendering): string {
  if (block.type === 'Columns') {
    return columnsOf(block)
      .map((blocks) => writePlainText(blocks, rendering))
      .join('')
  }
  if (block.type === 'Dynamic') {
    const { listId, content, otherwise } = block.props
    const mark = rendering.marks.condition(listId === null ? null : rendering.listIds.indexOf(listId))
    const [inside, outside] = [content, otherwise].map((blocks) => writePlainText(blocks, rendering))
    return `${mark.start}${inside}${mark.otherwise}${outside}${mark.end}`
  }
  const text = writeLeaf(block, rendering)
  return text === '' ? '' : `${text}\n\n`
}

type Leaf = Exclude<Block, { type: 'Columns' | 'Dynamic' }>

function writeLeaf({ type, props }: Leaf, { marks }: Rendering): string {
  const linked = (text: string, link: string) =>
    [marks.text(text), marks.link(link)].filter(Boolean).join('\n')
  switch (type) {
    case 'Heading':
      return marks.text(props.text.trim())
    case 'Text':
      return toPlainText(markRichText(props.html, marks))
    case 'Image':
      return props.link === '' ? marks.text(props.alt) : linked(props.alt, props.link)
    case 'Button':
      return marks.link(props.link) === undefined ? '' : linked(props.label, props.link)
    case 'Divider':
      return '----------'
  }
}
