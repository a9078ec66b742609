import { Body, Container, Head, Html } from '@react-email/components'
import { render } from '@react-email/render'
import { type Block, messageWidth } from '../content/schema'
import { Blocks, type Rendering } from './blocks'

/** Under each other where there is no room beside each other. */
const narrow = `@media (max-width:${messageWidth - 120}px){.column{display:block!important;width:100%!important;box-sizing:border-box}}`

const bodyStyle = {
  margin: 0,
  padding: '24px 8px',
  backgroundColor: '#f3f4f6',
  fontFamily: 'Helvetica,Arial,sans-serif',
  color: '#1f2430',
}
const pageStyle = {
  maxWidth: `${messageWidth}px`,
  width: '100%',
  margin: '0 auto',
  padding: '24px',
  boxSizing: 'border-box',
  backgroundColor: '#ffffff',
} as const

const hidden = {
  display: 'none',
  overflow: 'hidden',
  maxHeight: 0,
  maxWidth: 0,
  opacity: 0,
  lineHeight: '1px',
}
/** Keeps the beginning of the text from following the preheader where mails are listed. */
const filler = '\u00a0\u200c'.repeat(75)

/** The whole e-mail as HTML, with marks in the places that differ by recipient. */
export async function renderDocument(
  blocks: readonly Block[],
  { title, preheader, ...rendering }: Rendering & { title: string; preheader: string },
): Promise<string> {
  const html = await render(
    <Html lang="und">
      <Head>
        <title>{title}</title>
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light" />
        <style>{narrow}</style>
      </Head>
      <Body style={bodyStyle}>
        {preheader !== '' && <div style={hidden}>{preheader + filler}</div>}
        <Container style={pageStyle}>
          <Blocks blocks={blocks} rendering={rendering} />
        </Container>
        {rendering.marks.pixel()}
      </Body>
    </Html>,
  )
  // React notes in comments what only its own code in a browser would look for.
  return html.replace(/<!--(?: |\/?\$|html|head|body)-->/g, '')
}
