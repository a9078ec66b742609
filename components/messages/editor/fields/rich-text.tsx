'use client'

import { RichTextMenu, type RichtextField } from '@puckeditor/core'
import { Link2 } from 'lucide-react'
import { type ComponentProps, useState } from 'react'
import { Field } from '../../../ui/field'
import { FormDialog } from '../../../ui/form-dialog'
import { InsertField } from './insert-field'
import { LinkInput } from './link-input'
import { completeLink } from './link-words'

type Menu = ComponentProps<NonNullable<RichtextField['renderMenu']>>

/** Rich text with what mail programs show alike: the server lets nothing else through. */
export const richText: RichtextField = {
  type: 'richtext',
  label: 'Text',
  contentEditable: true,
  options: {
    blockquote: false,
    code: false,
    codeBlock: false,
    heading: false,
    horizontalRule: false,
    link: {
      openOnClick: false,
      autolink: false,
      linkOnPaste: true,
      HTMLAttributes: { rel: null, target: null },
    },
    textAlign: { alignments: ['left', 'center', 'right'] },
  },
  renderMenu: ({ editor, readOnly }) => <TextMenu editor={editor} readOnly={readOnly} />,
  // In the canvas, which is a document of its own, there is no room for what opens something.
  renderInlineMenu: () => (
    <RichTextMenu>
      <Marks />
    </RichTextMenu>
  ),
}

function TextMenu({ editor, readOnly }: Pick<Menu, 'editor' | 'readOnly'>) {
  const [link, setLink] = useState<string>()
  const put = (href: string) => {
    const text = editor?.chain().focus().extendMarkRange('link')
    if (href === '') text?.unsetMark('link').run()
    else if (editor?.state.selection.empty && !editor.isActive('link')) {
      text?.insertContent([{ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] }]).run()
    } else text?.setMark('link', { href }).run()
  }
  return (
    <>
      <RichTextMenu>
        <Marks />
        <RichTextMenu.Group>
          <RichTextMenu.AlignSelect />
          <RichTextMenu.ListSelect />
        </RichTextMenu.Group>
        <RichTextMenu.Group>
          <RichTextMenu.Control
            title="Link"
            icon={<Link2 aria-hidden size={16} />}
            disabled={readOnly}
            active={editor?.isActive('link') ?? false}
            onClick={() => setLink(String(editor?.getAttributes('link')['href'] ?? ''))}
          />
          <InsertField
            disabled={readOnly}
            onInsert={(placeholder) => editor?.chain().focus().insertContent(placeholder).run()}
          />
        </RichTextMenu.Group>
      </RichTextMenu>
      {link !== undefined && <LinkDialog value={link} onPut={put} onClose={() => setLink(undefined)} />}
    </>
  )
}

function Marks() {
  return (
    <RichTextMenu.Group>
      <RichTextMenu.Bold />
      <RichTextMenu.Italic />
      <RichTextMenu.Underline />
      <RichTextMenu.Strikethrough />
    </RichTextMenu.Group>
  )
}

type LinkProps = { value: string; onPut: (href: string) => void; onClose: () => void }

function LinkDialog({ value, onPut, onClose }: LinkProps) {
  const [href, setHref] = useState(value)
  return (
    <FormDialog
      title="Link"
      size="small"
      submitLabel="Set link"
      onClose={onClose}
      onSubmit={async () => {
        onClose()
        onPut(completeLink(href))
        return undefined
      }}
    >
      {() => (
        <Field label="Address" help="Empty takes the link away.">
          <LinkInput value={href} onChange={setHref} />
        </Field>
      )}
    </FormDialog>
  )
}
