import { z } from 'zod'

/** Bounds of a message's content. */
export const blocksMax = 500
export const blockDepthMax = 6
/** Each has its bit in `mailing_recipient.lists`, which is a bigint. */
export const dynamicListsMax = 60
export const contentBytesMax = 512 * 1024
export const linkMax = 2_000
/** Widest that e-mail is shown, in pixels. */
export const messageWidth = 600

/** What comes along with pasted text, and no database or mail could hold. */
const unreadable = /(?![\t\r\n])\p{Cc}/gu
const text = (max: number, tooLong: string) =>
  z
    .string()
    .max(max, tooLong)
    .overwrite((given) => given.toWellFormed().replace(unreadable, ''))

const Id = z.string().regex(/^[\w-]{1,100}$/, 'A block has an id of letters, digits and -.')
const Align = z.enum(['left', 'center', 'right'])
/** As typed: what leads nowhere, or to where it must not, is not rendered, and is told before the message is final. */
const Link = text(linkMax, `An address has at most ${linkMax} characters.`)

const HeadingBlock = z.strictObject({
  type: z.literal('Heading'),
  props: z.strictObject({
    id: Id,
    text: text(1_000, 'A heading has at most 1,000 characters.'),
    level: z.enum(['1', '2', '3']),
    align: Align,
  }),
})
const TextBlock = z.strictObject({
  type: z.literal('Text'),
  props: z.strictObject({ id: Id, html: text(50_000, 'A text has at most 50,000 characters.') }),
})
const ImageBlock = z.strictObject({
  type: z.literal('Image'),
  props: z.strictObject({
    id: Id,
    src: text(linkMax, `An address has at most ${linkMax} characters.`),
    alt: text(1_000, 'An alternative text has at most 1,000 characters.'),
    width: z.int().min(16).max(messageWidth),
    link: Link,
    align: Align,
  }),
})
const ButtonBlock = z.strictObject({
  type: z.literal('Button'),
  props: z.strictObject({
    id: Id,
    label: text(255, 'A button has at most 255 characters.'),
    link: Link,
    align: Align,
  }),
})
const DividerBlock = z.strictObject({ type: z.literal('Divider'), props: z.strictObject({ id: Id }) })

const leaves = [HeadingBlock, TextBlock, ImageBlock, ButtonBlock, DividerBlock] as const
type Leaf = z.output<(typeof leaves)[number]>

/** Beside each other; the third only counts where `count` says so. */
type ColumnsBlock = {
  type: 'Columns'
  props: { id: string; count: '2' | '3'; first: Block[]; second: Block[]; third: Block[] }
}

/** Shows `content` to contacts in the list, and `otherwise` to everybody else. */
type DynamicBlock = {
  type: 'Dynamic'
  props: {
    id: string
    /** null: none chosen yet. */
    listId: number | null
    listName: string
    listKind: 'audience' | 'rules' | null
    content: Block[]
    otherwise: Block[]
  }
}

/** A block as the editor keeps it: blocks inside it lie in its props. */
export type Block = Leaf | ColumnsBlock | DynamicBlock

/** Written level by level, so that content as deep as it likes costs nothing to refuse. */
function blocksAt(depth: number): z.ZodType<Block[]> {
  if (depth > blockDepthMax) {
    const tooDeep = `Blocks nest at most ${blockDepthMax} deep.`
    return z.array(z.never()).max(0, tooDeep)
  }
  const slot = blocksAt(depth + 1)
  const columns = z.strictObject({
    type: z.literal('Columns'),
    props: z.strictObject({ id: Id, count: z.enum(['2', '3']), first: slot, second: slot, third: slot }),
  })
  const dynamic = z.strictObject({
    type: z.literal('Dynamic'),
    props: z.strictObject({
      id: Id,
      listId: z.int().min(1).max(2_147_483_647).nullable(),
      listName: text(255, 'A name has at most 255 characters.'),
      listKind: z.enum(['audience', 'rules']).nullable(),
      content: slot,
      otherwise: slot,
    }),
  })
  return z.array(z.discriminatedUnion('type', [...leaves, columns, dynamic])).max(blocksMax)
}

/** All blocks, in the order they are read; those inside another after it. */
export function* walkBlocks(blocks: readonly Block[]): Generator<Block> {
  for (const block of blocks) {
    yield block
    for (const slot of slotsOf(block)) yield* walkBlocks(slot)
  }
}

function slotsOf(block: Block): Block[][] {
  if (block.type === 'Dynamic') return [block.props.content, block.props.otherwise]
  return block.type === 'Columns' ? columnsOf(block) : []
}

/** The columns that are shown. */
export function columnsOf({ props: { count, first, second, third } }: ColumnsBlock): Block[][] {
  return count === '2' ? [first, second] : [first, second, third]
}

export type ChosenList = { listId: number; listName: string }

/** The lists that dynamic content blocks choose, each once, in the order of the blocks. */
export function chosenLists({ content }: { content: readonly Block[] }): ChosenList[] {
  const chosen = new Map<number, ChosenList>()
  for (const { type, props } of walkBlocks(content)) {
    if (type !== 'Dynamic' || props.listId === null || chosen.has(props.listId)) continue
    chosen.set(props.listId, { listId: props.listId, listName: props.listName })
  }
  return [...chosen.values()]
}

/** What a message says, in the shape of the block editor's data. */
export const MessageContent = z
  .strictObject({
    root: z.strictObject({ props: z.strictObject({}).optional() }),
    content: blocksAt(1),
  })
  .refine((content) => new TextEncoder().encode(JSON.stringify(content)).length <= contentBytesMax, {
    error: 'The message is too large: 512 kB is the most it can be, without its images.',
    abort: true,
  })
  .refine(({ content }) => [...walkBlocks(content)].length <= blocksMax, {
    error: `A message has at most ${blocksMax} blocks.`,
  })
  .refine((content) => chosenLists(content).length <= dynamicListsMax, {
    error: `A message has dynamic content for at most ${dynamicListsMax} lists.`,
  })
export type MessageContent = z.output<typeof MessageContent>
