const addressMax = 254

const label = '[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])?'
const domain = new RegExp(`^(?:${label}\\.)+${label}$`, 'u')
// An atom of RFC 5322, or of RFC 6531 with letters of any script. Quoted local parts exist on paper only.
const local = /^[\p{L}\p{M}\p{N}!#$%&'*+\-/=?^_`{|}~]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+\-/=?^_`{|}~]+)*$/u

/** The address without space around it; undefined when it can't be one. */
export function readEmail(text: string): string | undefined {
  const address = text.trim()
  if (address.length > addressMax) return undefined
  const at = address.lastIndexOf('@')
  const [name, host] = [address.slice(0, at), address.slice(at + 1)]
  return at >= 1 && at <= 64 && local.test(name) && domain.test(host) ? address : undefined
}

/** What makes two addresses the same person's: case does not tell them apart. */
export function emailKey(email: string): string {
  return email.toLowerCase()
}
