import sanitizeHtml from 'sanitize-html'
import { unescapeHtml } from './html'
import type { Marks } from './marks'

const tags = ['p', 'br', 'strong', 'em', 'u', 's', 'a', 'ul', 'ol', 'li']

const subset: sanitizeHtml.IOptions = {
  allowedTags: tags,
  allowedAttributes: { a: ['href'], p: ['style'] },
  allowedStyles: { p: { 'text-align': [/^(?:left|center|right)$/] } },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  transformTags: { b: 'strong', i: 'em', del: 's' },
  nestingLimit: 30,
}

/** The text of a text block without anything that it can't hold, whatever wrote it. */
export function sanitizeRichText(html: string): string {
  return sanitizeHtml(html, subset)
}

const styles: Record<string, string> = {
  p: 'margin:0 0 12px;font-size:16px;line-height:24px',
  ul: 'margin:0 0 12px;padding-left:24px;font-size:16px;line-height:24px',
  ol: 'margin:0 0 12px;padding-left:24px;font-size:16px;line-height:24px',
}

/** Rich text as it is mailed: its links and personal fields marked, its looks written where mail programs see them. */
export function markRichText(html: string, marks: Marks): string {
  const styled = (tagName: string, { style }: sanitizeHtml.Attributes) => ({
    tagName,
    attribs: { style: [styles[tagName], style].filter(Boolean).join(';') },
  })
  const marked = sanitizeHtml(sanitizeRichText(html), {
    allowedTags: [...tags, 'span'],
    allowedAttributes: { '*': ['style'], a: ['href', 'target'] },
    transformTags: {
      p: styled,
      ul: styled,
      ol: styled,
      a: (tagName, { href }) => {
        const target = href === undefined ? undefined : marks.link(href)
        if (target === undefined) return { tagName: 'span', attribs: {} }
        return { tagName, attribs: { href: target, target: '_blank', style: 'color:#1d4ed8' } }
      },
    },
  })
  return marks.text(marked, unescapeHtml)
}
