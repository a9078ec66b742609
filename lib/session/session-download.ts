import { DomainError } from '@/lib/platform/errors'

/** A file for whoever is signed in. What is not there, or not theirs, is a 404; a bug stays one. */
export async function sessionDownload(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer()
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return new Response(error.message, { status: error.code === 'forbidden' ? 403 : 404 })
  }
}
