import Papa from 'papaparse'
import { type Encoding, type FileFormat, sampleMax, separators } from '@/lib/imports/schema'

/** How much is looked at, at a time. */
const pieceBytes = 4_000_000
const headBytes = 4_096
const previewBytes = 65_536

/** The encoding a file is in, as far as its bytes tell: what is not UTF-8 to its end, nor UTF-16, is what Western Europe wrote. */
export async function recogniseEncoding(file: Blob): Promise<Encoding> {
  const head = new Uint8Array(await file.slice(0, headBytes).arrayBuffer())
  return utf16Of(head) ?? ((await isUtf8(file)) ? 'utf-8' : 'windows-1252')
}

/** By its mark, or because nearly every other byte of Western text is zero. */
function utf16Of(head: Uint8Array): Encoding | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const zeros = [0, 0]
  for (const [i, byte] of head.entries()) if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (odd > head.length / 4) return 'utf-16le'
  return even > head.length / 4 ? 'utf-16be' : undefined
}

async function isUtf8(file: Blob): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for (let at = 0; at < file.size; at += pieceBytes)
      decoder.decode(await file.slice(at, at + pieceBytes).arrayBuffer(), { stream: true })
    decoder.decode()
    return true
  } catch {
    return false
  }
}

export type Preview = { separator: FileFormat['separator']; rows: string[][] }

/** The first rows of a file, without reading on. Without a separator it is recognised too. */
export function previewFile(
  file: File,
  { encoding, separator }: { encoding: Encoding; separator?: FileFormat['separator'] },
): Promise<Preview> {
  const found: Preview = { separator: separator ?? ',', rows: [] }
  return new Promise((resolve, reject) => {
    Papa.parse<string[]>(file, {
      encoding,
      delimiter: separator ?? '',
      delimitersToGuess: [...separators],
      preview: sampleMax + 1,
      skipEmptyLines: true,
      // Only with a `chunk` of ours does it read piece by piece; else it takes the whole file, and the page stands still.
      chunkSize: previewBytes,
      chunk: ({ data, meta }) => {
        found.rows.push(...data)
        found.separator = knownSeparator(meta.delimiter)
      },
      complete: () => resolve(found),
      error: reject,
    })
  })
}

function knownSeparator(delimiter: string): FileFormat['separator'] {
  return separators.find((separator) => separator === delimiter) ?? ','
}
