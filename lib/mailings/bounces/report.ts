import { type ParsedMail, simpleParser } from 'mailparser'
import { kindOfFailure } from './rules'
import type { BounceKind } from './schema'

/** What a mail that came to a bounce address says. */
export type Report = { kind: BounceKind; reason: string | null } | { ignored: string }

/**
 * Reads what mail servers send back: a delivery status notification (RFC 3464), or somebody's complaint as their provider passes it
 * on (ARF, RFC 5965). Anything else, such as the answer of who is away, reports nothing.
 */
export async function readReport(mail: Buffer): Promise<Report> {
  const parsed = await parse(mail)
  const type = parsed?.headers.get('content-type')
  const isReport = typeof type === 'object' && 'value' in type && type.value === 'multipart/report'
  if (!parsed || !isReport) return { ignored: 'This mail is no report of a mail server.' }
  const complaint = partOf(parsed, 'message/feedback-report')
  if (complaint !== undefined) return readComplaint(complaint)
  const status = partOf(parsed, 'message/delivery-status') ?? partOf(parsed, 'message/global-delivery-status')
  return status === undefined ? { ignored: 'This report has no delivery status.' } : readStatus(status)
}

/** What cannot be taken apart is no report: the parser bounds the depth and number of parts. */
async function parse(mail: Buffer): Promise<ParsedMail | undefined> {
  try {
    const options = {
      skipHtmlToText: true,
      skipTextToHtml: true,
      skipImageLinks: true,
      keepDeliveryStatus: true,
    }
    return await simpleParser(mail, options)
  } catch {
    return undefined
  }
}

/** A part of the report itself, and not of a report that it has come back with. */
function partOf({ attachments }: ParsedMail, type: string): string | undefined {
  const part = attachments.find(
    ({ contentType, partId }) => contentType === type && /^\d+$/.test(partId ?? ''),
  )
  return part?.content.toString('utf8')
}

function readComplaint(text: string): Report {
  const feedback = fieldsOf(text).get('feedback-type')?.toLowerCase() ?? 'abuse'
  // The others praise a mail, or are about its signature.
  if (!['abuse', 'fraud', 'virus', 'other'].includes(feedback))
    return { ignored: 'This report is no complaint.' }
  return { kind: 'complaint', reason: `Reported as ${feedback}` }
}

function readStatus(text: string): Report {
  const blocks = text.split(/\r?\n[ \t]*\r?\n/).map(fieldsOf)
  const actions = blocks.map(
    (block) =>
      block
        .get('action')
        ?.toLowerCase()
        .split(/[\s(;]/)[0],
  )
  const failed = blocks[actions.indexOf('failed')]
  if (!failed) {
    const ignored = actions.includes('delayed')
      ? 'It is delayed and still under way.'
      : 'It reports no failure.'
    return { ignored }
  }
  const status = failed.get('status') ?? ''
  const diagnostic = (failed.get('diagnostic-code') ?? '').replace(/^\s*[\w-]+\s*;\s*/, '')
  return { kind: kindOfFailure(status, diagnostic), reason: diagnostic || status || null }
}

/** Of a name that comes twice the first counts. */
function fieldsOf(block: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const line of block.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase()
    if (name !== '' && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim())
  }
  return fields
}
