import { chunkBytes } from '@/lib/imports/schema'

/** How often a piece is tried, and how long to wait before each further time. */
const waitsMs = [0, 1_000, 2_000, 4_000, 8_000]

type Sending = {
  importId: string
  /** Pieces that are there already. */
  sent: Set<number>
  signal: AbortSignal
  onProgress: (bytes: number) => void
}

/** Sends a file piece by piece, those that are there left out. Throws with what to tell, once it can't go on. */
export async function sendFile(file: Blob, { importId, sent, signal, onProgress }: Sending): Promise<void> {
  const count = Math.ceil(file.size / chunkBytes)
  for (let number = 0; number < count; number++) {
    const end = Math.min(file.size, (number + 1) * chunkBytes)
    if (!sent.has(number)) {
      const piece = file.slice(number * chunkBytes, end)
      await sendPiece(`/uploads/imports/${importId}/${number}`, piece, signal)
      sent.add(number)
    }
    onProgress(end)
  }
}

async function sendPiece(url: string, body: Blob, signal: AbortSignal): Promise<void> {
  for (const waitMs of waitsMs) {
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
    signal.throwIfAborted()
    const response = await fetch(url, { method: 'PUT', body, signal }).catch(() => undefined)
    if (response?.ok) return
    if (response && response.status < 500) throw new Error(await response.text())
  }
  throw new Error('The connection was lost.')
}
