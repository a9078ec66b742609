import { escapeHtml } from '@/lib/messages/rendering/html'
import { DomainError } from '@/lib/platform/errors'

/** A message for a frame. What it holds was written by people: nothing of it runs, and it reaches nothing of ours. */
export async function messagePage(htmlOf: () => Promise<string>): Promise<Response> {
  try {
    return page(await htmlOf(), 200)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return page(`<p style="font-family:sans-serif">${escapeHtml(error.message)}</p>`, 404)
  }
}

function page(html: string, status: number): Response {
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "sandbox; default-src 'none'; img-src 'self' https: data:; style-src 'unsafe-inline'; frame-ancestors 'self'",
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
  })
}
