import type { Context } from '@/lib/access/context'
import { createMessage } from '@/lib/messages/commands/file-messages'
import { saveMessage } from '@/lib/messages/commands/save-message'
import type { Block, MessageContent } from '@/lib/messages/content/schema'
import { getMessage } from '@/lib/messages/queries'

let count = 0
const id = () => `b-${count++}`

export const textBlock = (html: string): Block => ({ type: 'Text', props: { id: id(), html } })

export const headingBlock = (text: string): Block => ({
  type: 'Heading',
  props: { id: id(), text, level: '1', align: 'left' },
})

export const buttonBlock = (link: string, label = 'Go'): Block => ({
  type: 'Button',
  props: { id: id(), label, link, align: 'left' },
})

export const imageBlock = (src: string, alt: string): Block => ({
  type: 'Image',
  props: { id: id(), src, alt, width: 300, link: '', align: 'center' },
})

export const columnsBlock = (first: Block[], second: Block[], third?: Block[]): Block => ({
  type: 'Columns',
  props: { id: id(), count: third ? '3' : '2', first, second, third: third ?? [] },
})

export const dynamicBlock = (listId: number | null, content: Block[], otherwise: Block[] = []): Block => ({
  type: 'Dynamic',
  props: { id: id(), listId, listName: 'A list', listKind: 'audience', content, otherwise },
})

export const unsubscribeBlock = () => textBlock('<p><a href="{{unsubscribe}}">Stop</a></p>')

export const contentOf = (...content: Block[]): MessageContent => ({ root: {}, content })

/** A concept that says this, and could be final. */
export async function savedMessage(ctx: Context, name: string, ...blocks: Block[]): Promise<string> {
  const { id: messageId } = await createMessage(ctx, { name, folderId: null })
  await say(ctx, messageId, ...blocks)
  return messageId
}

/** Saves these blocks, and a link to unsubscribe, over whatever there is. */
export async function say(ctx: Context, messageId: string, ...blocks: Block[]): Promise<void> {
  const { revision } = await getMessage(ctx, messageId)
  const body = { subject: 'Hello', preheader: '', content: contentOf(...blocks, unsubscribeBlock()) }
  await saveMessage(ctx, { messageId, revision, body })
}
