/** Parts are handed to the browser at this size, which may then keep them on disk. */
const partBytes = 8 * 1024 * 1024

const lineFeed = 0x0a

type Progress = (rows: number) => void

/**
 * Fetches a CSV with a header and saves it under `fileName`, saying how many rows have come. The number is of lines,
 * so a quoted line break counts too. Throws when the answer breaks off: half a file is never saved as a whole one.
 */
export async function downloadRows(
  url: string,
  fileName: string,
  signal: AbortSignal,
  onProgress: Progress,
): Promise<void> {
  const response = await fetch(url, { signal })
  // Somebody whose session has ended is led to the sign-in page, which is no CSV.
  const isCsv = response.headers.get('content-type')?.startsWith('text/csv')
  if (!response.ok || !isCsv || !response.body) throw new Error(`The server answered ${response.status}.`)
  save(new Blob(await readParts(response.body, onProgress), { type: 'text/csv' }), fileName)
}

async function readParts(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onProgress: Progress,
): Promise<Blob[]> {
  const parts: Blob[] = []
  let waiting: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  let rows = -1
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    rows += countLines(value)
    onProgress(Math.max(rows, 0))
    waiting.push(value)
    size += value.length
    if (size < partBytes) continue
    parts.push(new Blob(waiting))
    waiting = []
    size = 0
  }
  return [...parts, new Blob(waiting)]
}

function countLines(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) count++
  return count
}

function save(file: Blob, fileName: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = fileName
  link.click()
  // The browser has taken the file over by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
