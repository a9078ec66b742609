import sanitizeHtml from 'sanitize-html'
import { type Block, type MessageContent, walkBlocks } from './content/schema'
import { readImage, readLink } from './rendering/links'
import { fieldsIn } from './rendering/placeholders'
import { sanitizeRichText } from './rendering/rich-text'
import type { MessageBody, MessageProblem } from './schema'

/** What a message is checked against. */
export type Known = {
  /** Names that personal fields can have. */
  fields: ReadonlySet<string>
  /** The dynamic lists that are there, of those it chooses. */
  lists: ReadonlySet<number>
  /** Whether everybody gets a link to unsubscribe. */
  hasUnsubscribe: boolean
}

/** What a new message begins with: its end is what every mailing needs. */
export function starterContent(): MessageContent {
  const footer =
    '<p style="text-align: center">You get this e-mail because you agreed to it. <a href="{{preferences}}">Change what you get</a> or <a href="{{unsubscribe}}">unsubscribe</a>.</p>'
  return {
    root: {},
    content: [
      { type: 'Heading', props: { id: 'Heading-start', text: '', level: '1', align: 'left' } },
      { type: 'Text', props: { id: 'Text-start', html: '' } },
      { type: 'Divider', props: { id: 'Divider-footer' } },
      { type: 'Text', props: { id: 'Text-footer', html: footer } },
    ],
  }
}

/** The content as it is kept: its rich text without anything that it can't hold. */
export function sanitizedContent({ root, content }: MessageContent): MessageContent {
  return { root, content: content.map(sanitizedBlock) }
}

function sanitizedBlock(block: Block): Block {
  const inside = (blocks: Block[]) => blocks.map(sanitizedBlock)
  switch (block.type) {
    case 'Text':
      return { ...block, props: { ...block.props, html: sanitizeRichText(block.props.html) } }
    case 'Columns': {
      const { first, second, third } = block.props
      const columns = { first: inside(first), second: inside(second), third: inside(third) }
      return { ...block, props: { ...block.props, ...columns } }
    }
    case 'Dynamic': {
      const { content, otherwise } = block.props
      return { ...block, props: { ...block.props, content: inside(content), otherwise: inside(otherwise) } }
    }
    default:
      return block
  }
}

/** All that keeps a message from being final, in the order it is read. */
export function checkMessage({ subject, preheader, content }: MessageBody, known: Known): MessageProblem[] {
  const problems: MessageProblem[] = []
  const whole = (message: string) => problems.push({ blockId: null, message })
  if (isBlank(subject)) whole('The message has no subject.')
  for (const message of fieldProblems(subject, known)) whole(`Subject: ${message}`)
  for (const message of fieldProblems(preheader, known)) whole(`Preheader: ${message}`)
  if (content.content.length === 0) whole('The message is empty.')
  for (const block of walkBlocks(content.content)) {
    for (const message of blockProblems(block, known)) problems.push({ blockId: block.props.id, message })
  }
  if (!known.hasUnsubscribe) {
    whole('Not everybody gets a link to unsubscribe. Put one outside the dynamic content.')
  }
  return problems
}

function blockProblems({ type, props }: Block, known: Known): string[] {
  switch (type) {
    case 'Heading':
      return [...told(isBlank(props.text), 'The heading is empty.'), ...fieldProblems(props.text, known)]
    case 'Text':
      return textProblems(props.html, known)
    case 'Image':
      return [
        ...told(readImage(props.src, '') === undefined, 'No image is chosen.'),
        ...told(isBlank(props.alt), 'The image has no alternative text.'),
        ...fieldProblems(props.alt, known),
        ...(props.link === '' ? [] : linkProblems(props.link)),
      ]
    case 'Button':
      return [
        ...told(isBlank(props.label), 'The button has no text.'),
        ...fieldProblems(props.label, known),
        ...linkProblems(props.link),
      ]
    case 'Dynamic':
      if (props.listId === null) return ['No list is chosen for the dynamic content.']
      return told(!known.lists.has(props.listId), `The list “${props.listName}” is gone. Choose another.`)
    default:
      return []
  }
}

function told(isWrong: boolean, message: string): string[] {
  return isWrong ? [message] : []
}

function isBlank(text: string): boolean {
  return text.trim() === ''
}

function textProblems(html: string, known: Known): string[] {
  const text = sanitizeHtml(html, { allowedTags: [] })
  return [
    ...told(isBlank(text), 'The text is empty.'),
    ...fieldProblems(text, known),
    ...linksIn(html).flatMap(linkProblems),
  ]
}

function linksIn(html: string): string[] {
  const links: string[] = []
  sanitizeHtml(html, {
    transformTags: {
      a: (tagName, attribs) => {
        links.push(attribs['href'] ?? '')
        return { tagName, attribs }
      },
    },
  })
  return links
}

function fieldProblems(text: string, { fields }: Known): string[] {
  const { names, broken } = fieldsIn(text)
  const unknown = [...new Set(names)].filter((name) => !fields.has(name))
  const problems = unknown.map((name) => `There is no property “${name}” for the personal field {{${name}}}.`)
  if (broken) problems.push('A personal field is not complete. It is written as {{firstName|there}}.')
  return problems
}

function linkProblems(link: string): string[] {
  if (isBlank(link)) return ['A link leads nowhere.']
  if (readLink(link)) return []
  return [`A link leads to “${link}”. It has to be a whole address, such as https://shop.example/sale.`]
}
