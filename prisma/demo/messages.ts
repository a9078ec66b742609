import type { Context } from '@/lib/access/context'
import { createMessage } from '@/lib/messages/commands/file-messages'
import { saveMessage, setMessageStatus } from '@/lib/messages/commands/save-message'
import type { Block } from '@/lib/messages/content/schema'
import { getMessage } from '@/lib/messages/queries'

/** An offer that is ready to be mailed, with a part for the best customers only, and a welcome that is being written. */
export async function writeMessages(ctx: Context, vipListId: number): Promise<void> {
  const { accountId } = ctx.actor
  if ((await ctx.db.message.count({ where: { accountId } })) > 0) return
  const offer = await write(ctx, 'Spring offer', 'Tulips, {{firstName|and more}}: the spring offer', [
    heading('Spring is here'),
    text(
      '<p>Dear {{firstName|customer}},</p><p>Bulbs, seeds and tools are <strong>20% off</strong> this week.</p>',
    ),
    button('See the offer', 'https://shop.example/spring'),
    {
      type: 'Dynamic',
      props: {
        id: 'Dynamic-vip',
        listId: vipListId,
        listName: 'VIP',
        listKind: 'audience',
        content: [
          text('<p>As one of our best customers you get <strong>30%</strong>, and free delivery.</p>'),
        ],
        otherwise: [text('<p>Delivery is free from € 50.</p>')],
      },
    },
  ])
  const { revision } = await getMessage(ctx, offer)
  await setMessageStatus(ctx, { messageId: offer, revision, status: 'final' })
  await write(ctx, 'Welcome', 'Welcome to the shop', [
    heading('Good to have you'),
    text('<p>Hello {{firstName|there}}, here is how to begin.</p>'),
  ])
}

/** Puts blocks before what every message ends with. */
async function write(ctx: Context, name: string, subject: string, blocks: Block[]): Promise<string> {
  const { id: messageId } = await createMessage(ctx, { name, folderId: null })
  const { revision, body } = await getMessage(ctx, messageId)
  const footer = body.content.content.slice(-2)
  const content = { root: {}, content: [...blocks, ...footer] }
  await saveMessage(ctx, { messageId, revision, body: { subject, preheader: '', content } })
  return messageId
}

let blocks = 0
const newId = (type: string) => `${type}-demo-${blocks++}`

function heading(words: string): Block {
  return { type: 'Heading', props: { id: newId('Heading'), text: words, level: '1', align: 'left' } }
}

function text(html: string): Block {
  return { type: 'Text', props: { id: newId('Text'), html } }
}

function button(label: string, link: string): Block {
  return { type: 'Button', props: { id: newId('Button'), label, link, align: 'left' } }
}
