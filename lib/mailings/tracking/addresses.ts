/** The addresses in a mail to one recipient. `oneClick` is for List-Unsubscribe (RFC 8058), and takes both GET and POST. */
export function recipientUrls(baseUrl: string, token: string) {
  const at = (path: string) => `${baseUrl.replace(/\/+$/, '')}${path}`
  return {
    unsubscribe: at(`/unsubscribe/${token}`),
    oneClick: at(`/unsubscribe/${token}/one-click`),
    preferences: at(`/preferences/${token}`),
    open: at(`/open/${token}.gif`),
    link: (number: number) => at(`/click/${token}/${number}`),
  }
}

/** RFC 5321, 4.5.3.1.1 */
const localPartMax = 64

/**
 * The envelope sender of a mail to one recipient (VERP), so that whatever comes back says whose it was: the sender's address with
 * the token behind a plus. Where that is longer than addresses may be, the sender's own: the mail that comes back names it too.
 */
export function bounceAddress(senderEmail: string, token: string): string {
  const at = senderEmail.lastIndexOf('@')
  const local = `${senderEmail.slice(0, at)}+${token}`
  return local.length > localPartMax ? senderEmail : `${local}${senderEmail.slice(at)}`
}

/** The token in a bounce address, to be read with `readToken`. */
export function readBounceAddress(address: string): string | undefined {
  return /^[^@]*\+([0-9a-z-]+)@[^@]+$/i.exec(address.trim())?.[1]?.toLowerCase()
}
