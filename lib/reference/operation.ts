import type { z } from 'zod'
import { type Operation, operation } from '@/lib/api/operation'
import type { Statuses } from './errors'
import type { XmlNames } from './format'
import { toXml } from './xml'

/** One method of the reference API: an operation, with what its XML is called and the statuses that it answers in its own way. */
export type ReferenceOperation = Operation & { xml: XmlNames; statuses: Statuses }

type Definition = Omit<Operation, 'params' | 'query' | 'body' | 'result'> & {
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType
  result?: z.ZodType
  /** What the root of an answer in XML is called, and each element of a list. */
  xml?: XmlNames
  /** What the root of a body in XML is called in the example; any name is read. */
  bodyRoot?: string
  statuses?: Statuses
}

const base = '/integrationservice-1.1.0 answers the same.'

/** Documents its examples in XML too, as they are read and written here. */
export function referenceOperation(definition: Definition): ReferenceOperation {
  const { xml = { root: 'result' }, bodyRoot = 'request', statuses = {}, ...rest } = definition
  const { example, description } = definition
  const parts = [
    description,
    example?.body === undefined ? '' : `Sent as XML:\n\n${block(toXml(bodyRoot, example.body))}`,
    example?.result === undefined
      ? ''
      : `Answered as XML:\n\n${block(toXml(xml.root, example.result, xml.item))}`,
    base,
  ]
  const documented = { ...rest, description: parts.filter(Boolean).join('\n\n') }
  return { ...operation(documented), xml, statuses }
}

function block(xml: string): string {
  return `\`\`\`xml\n${xml.replace(/^.*\n/, '')}\n\`\`\``
}
