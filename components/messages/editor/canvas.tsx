'use client'

import { type Config, type Data, Puck, type Viewports } from '@puckeditor/core'
import '@puckeditor/core/no-external.css'
import { type ReactNode, useEffect } from 'react'
import { type Block, type MessageContent, messageWidth } from '@/lib/messages/content/schema'
import { blocks } from './blocks'
import './canvas.css'
import { EditorBar } from './editor-bar'
import { useEditor } from './editor-context'

const viewports: Viewports = [
  { width: messageWidth + 80, height: 'auto', label: 'Desktop', icon: 'Monitor' },
  { width: 390, height: 'auto', label: 'Phone', icon: 'Smartphone' },
]

const dictionary = {
  'label-page': 'Message',
  'header-undo': 'Undo',
  'header-redo': 'Redo',
  'layout-maximize': 'Maximise',
  'layout-minimize': 'Minimise',
  'outline-empty': 'No blocks yet',
}

const locked = { drag: false, duplicate: false, delete: false, edit: false, insert: false }

/** The e-mail as it is read, in light whatever the theme of the editor: mail programs decide for themselves. */
function EmailFrame({ children, document }: { children: ReactNode; document?: Document | undefined }) {
  useEffect(() => {
    if (!document) return
    document.documentElement.dataset['theme'] = 'light'
    document.documentElement.lang = 'en'
    document.title = 'Message'
    document.defaultView?.frameElement?.setAttribute('title', 'Message')
  }, [document])
  return <div className="email">{children}</div>
}

type LabelProps = { label: string; el?: 'label' | 'div'; children?: ReactNode }

/** The fields of the block editor itself, labelled as ours are. */
function BlockLabel({ label, el: Label = 'label', children }: LabelProps) {
  return (
    <Label className="flex flex-col gap-1.5 font-sans">
      <span className="font-medium text-sm">{label}</span>
      {children}
    </Label>
  )
}

const overrides = {
  header: EditorBar,
  fieldLabel: BlockLabel,
  iframe: EmailFrame,
}

/** The block editor, with our bar above it. */
export function Canvas() {
  const { message, editable, saver } = useEditor()
  return (
    <Puck
      config={blocks as unknown as Config}
      data={message.body.content as unknown as Data}
      onChange={(data) => saver.change({ content: toContent(data) })}
      overrides={overrides}
      viewports={viewports}
      dictionary={dictionary}
      permissions={editable ? {} : locked}
      height="100%"
    />
  )
}

/** What the editor holds, without what it notes for itself. */
function toContent({ content }: Data): MessageContent {
  return { root: {}, content: content.map(toBlock) }
}

function toBlock({ type, props }: { type: string; props: object }): Block {
  const kept = Object.entries(props).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(toBlock) : value,
  ])
  return { type, props: Object.fromEntries(kept) } as Block
}
