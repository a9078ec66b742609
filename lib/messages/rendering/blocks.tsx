import { Button, Column, Heading, Hr, Img, Link, Row, Section } from '@react-email/components'
import { type Block, columnsOf } from '../content/schema'
import { readImage } from './links'
import type { Marks } from './marks'
import { markRichText } from './rich-text'

/** What every block is rendered with. */
export type Rendering = { marks: Marks; listIds: readonly number[]; imageBase: string }

type Of<Type extends Block['type']> = { props: Extract<Block, { type: Type }>['props']; rendering: Rendering }

export function Blocks({ blocks, rendering }: { blocks: readonly Block[]; rendering: Rendering }) {
  return blocks.map((block) => <BlockView key={block.props.id} block={block} rendering={rendering} />)
}

function BlockView({ block, rendering }: { block: Block; rendering: Rendering }) {
  switch (block.type) {
    case 'Heading':
      return <HeadingView props={block.props} rendering={rendering} />
    case 'Text':
      return <TextView props={block.props} rendering={rendering} />
    case 'Image':
      return <ImageView props={block.props} rendering={rendering} />
    case 'Button':
      return <ButtonView props={block.props} rendering={rendering} />
    case 'Divider':
      return <Hr style={{ margin: '20px 0', borderColor: '#d4d7dd' }} />
    case 'Columns':
      return <ColumnsView block={block} rendering={rendering} />
    case 'Dynamic':
      return <DynamicView props={block.props} rendering={rendering} />
  }
}

const headingSizes = { 1: '28px', 2: '22px', 3: '18px' }

function HeadingView({ props: { text, level, align }, rendering: { marks } }: Of<'Heading'>) {
  const style = { margin: '0 0 12px', fontSize: headingSizes[level], lineHeight: '1.3', textAlign: align }
  return (
    <Heading as={`h${level}`} style={style}>
      {marks.text(text)}
    </Heading>
  )
}

function TextView({ props: { html }, rendering: { marks } }: Of<'Text'>) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: markRichText lets only a safe subset through.
  return <div dangerouslySetInnerHTML={{ __html: markRichText(html, marks) }} />
}

function ImageView({ props: { src, alt, width, link, align }, rendering }: Of<'Image'>) {
  const address = readImage(src, rendering.imageBase)
  if (address === undefined) return null
  const style = { display: 'inline-block', width: '100%', maxWidth: `${width}px`, height: 'auto' }
  const image = <Img src={address} alt={rendering.marks.text(alt)} width={width} style={style} />
  const target = rendering.marks.link(link)
  return (
    <Section style={{ marginBottom: '12px', textAlign: align }}>
      {target === undefined ? image : <Link href={target}>{image}</Link>}
    </Section>
  )
}

const buttonStyle = {
  padding: '12px 20px',
  borderRadius: '6px',
  backgroundColor: '#1d4ed8',
  color: '#ffffff',
  fontSize: '16px',
  fontWeight: 600,
}

function ButtonView({ props: { label, link, align }, rendering: { marks } }: Of<'Button'>) {
  const target = marks.link(link)
  if (target === undefined) return null
  return (
    <Section style={{ margin: '8px 0 20px', textAlign: align }}>
      <Button href={target} style={buttonStyle}>
        {marks.text(label)}
      </Button>
    </Section>
  )
}

function ColumnsView({
  block,
  rendering,
}: {
  block: Extract<Block, { type: 'Columns' }>
  rendering: Rendering
}) {
  const columns = columnsOf(block)
  const width = `${(100 / columns.length).toFixed(2)}%`
  return (
    <Row style={{ tableLayout: 'fixed' }}>
      {columns.map((blocks, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place alone.
        <Column key={place} className="column" style={{ width, padding: '0 8px', verticalAlign: 'top' }}>
          <Blocks blocks={blocks} rendering={rendering} />
        </Column>
      ))}
    </Row>
  )
}

function DynamicView({ props: { listId, content, otherwise }, rendering }: Of<'Dynamic'>) {
  const bit = listId === null ? null : rendering.listIds.indexOf(listId)
  const { start, otherwise: middle, end } = rendering.marks.condition(bit)
  return (
    <>
      {start}
      <Blocks blocks={content} rendering={rendering} />
      {middle}
      <Blocks blocks={otherwise} rendering={rendering} />
      {end}
    </>
  )
}
