import { readLines } from './lines'

export type TextRow = { line: number; text: string }

/**
 * `text/plain`: a value a line. Space around it is taken for an accident and dropped, empty lines are skipped;
 * who has ids that begin or end with a space sends another format.
 */
export async function* readPlainText(stream: AsyncIterable<Uint8Array>): AsyncGenerator<TextRow[]> {
  for await (const { first, lines } of readLines(stream)) {
    const rows: TextRow[] = []
    for (let i = 0; i < lines.length; i++) {
      const text = (lines[i] ?? '').trim()
      if (text !== '') rows.push({ line: first + i, text })
    }
    if (rows.length > 0) yield rows
  }
}
