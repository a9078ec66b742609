'use client'

import type { Config, RichText, Slot } from '@puckeditor/core'
import { messageWidth } from '@/lib/messages/content/schema'
import { DynamicView } from './dynamic-view'
import { ImageField } from './fields/image-field'
import { LinkField } from './fields/link-field'
import { ListField } from './fields/list-field'
import { PersonalText } from './fields/personal-text'
import { richText } from './fields/rich-text'

type Align = 'left' | 'center' | 'right'

type Blocks = {
  Heading: { text: string; level: '1' | '2' | '3'; align: Align }
  Text: { html: RichText }
  Image: { src: string; alt: string; width: number; link: string; align: Align }
  Button: { label: string; link: string; align: Align }
  Divider: object
  Columns: { count: '2' | '3'; first: Slot; second: Slot; third: Slot }
  Dynamic: {
    listId: number | null
    listName: string
    listKind: 'audience' | 'rules' | null
    content: Slot
    otherwise: Slot
  }
}

const align = {
  type: 'radio',
  label: 'Align',
  options: [
    { label: 'Left', value: 'left' },
    { label: 'Centre', value: 'center' },
    { label: 'Right', value: 'right' },
  ],
} as const

const personal = (label: string) => ({ type: 'custom', label, render: PersonalText }) as const
const link = { type: 'custom', label: 'Link', render: LinkField } as const

/** What can be put in a message, how it is filled in, and how it looks while it is edited. */
export const blocks: Config<Blocks> = {
  // The message itself has its subject and preheader above, and nothing else to fill in.
  root: { fields: {} },
  components: {
    Text: {
      fields: { html: richText },
      defaultProps: { html: '<p>Text</p>' },
      render: ({ html }) => <div className="email-text">{html}</div>,
    },
    Heading: {
      fields: {
        text: personal('Text'),
        level: {
          type: 'select',
          label: 'Size',
          options: [
            { label: 'Large', value: '1' },
            { label: 'Medium', value: '2' },
            { label: 'Small', value: '3' },
          ],
        },
        align,
      },
      defaultProps: { text: 'Heading', level: '2', align: 'left' },
      render: ({ text, level, align }) => {
        const Level = `h${level}` as const
        return (
          <Level className="email-heading" style={{ textAlign: align }}>
            {text || <span className="email-blank">Heading</span>}
          </Level>
        )
      },
    },
    Image: {
      fields: {
        src: { type: 'custom', label: 'Image', render: ImageField },
        alt: personal('Alternative text'),
        width: { type: 'number', label: 'Width in pixels', min: 16, max: messageWidth },
        link,
        align,
      },
      defaultProps: { src: '', alt: '', width: messageWidth, link: '', align: 'center' },
      render: ({ src, alt, width, align }) => (
        <div className="email-image" style={{ textAlign: align }}>
          {src === '' ? (
            <p className="email-hole">No image chosen yet</p>
          ) : (
            // biome-ignore lint/performance/noImgElement: the canvas shows what a mail program will.
            <img src={src} alt={alt} style={{ width, maxWidth: '100%' }} />
          )}
        </div>
      ),
    },
    Button: {
      fields: { label: personal('Text'), link, align },
      defaultProps: { label: 'Read more', link: '', align: 'left' },
      render: ({ label, align }) => (
        <div className="email-button" style={{ textAlign: align }}>
          <span>{label || 'Button'}</span>
        </div>
      ),
    },
    Divider: { fields: {}, render: () => <hr className="email-divider" /> },
    Columns: {
      fields: {
        count: {
          type: 'radio',
          label: 'Columns',
          options: [
            { label: 'Two', value: '2' },
            { label: 'Three', value: '3' },
          ],
        },
        first: { type: 'slot' },
        second: { type: 'slot' },
        third: { type: 'slot' },
      },
      defaultProps: { count: '2', first: [], second: [], third: [] },
      render: ({ count, first: First, second: Second, third: Third }) => (
        <div className="email-columns">
          <First className="email-column" minEmptyHeight={64} />
          <Second className="email-column" minEmptyHeight={64} />
          {count === '3' && <Third className="email-column" minEmptyHeight={64} />}
        </div>
      ),
    },
    Dynamic: {
      label: 'Dynamic content',
      fields: {
        listId: { type: 'custom', label: 'Shown to', render: ListField },
        listName: { type: 'text', visible: false },
        listKind: { type: 'text', visible: false },
        content: { type: 'slot' },
        otherwise: { type: 'slot' },
      },
      defaultProps: { listId: null, listName: '', listKind: null, content: [], otherwise: [] },
      render: DynamicView,
    },
  },
}
