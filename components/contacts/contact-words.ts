import type { ConsentBy, ContactCard } from '@/lib/contacts/card/schema'
import type { Property, StopReason } from '@/lib/contacts/schema'

export const genderNames: Record<string, string> = { F: 'Female', M: 'Male', X: 'Other', U: 'Unknown' }

/** Who brought a consent in: "API credential “Shop”". */
export function byInWords({ kind, name }: ConsentBy): string {
  switch (kind) {
    case 'credential':
      return name === null ? 'an API credential' : `API credential “${name}”`
    case 'import':
      return name === null ? 'an import' : `the import of “${name}”`
    case 'mailing':
      return name === null ? 'the contact, by a link in a mailing' : `the contact, by a link in “${name}”`
    case 'user':
      return name ?? 'somebody who has left'
    default:
      return name === 'system' ? 'Roster itself' : (name ?? 'unknown')
  }
}

const reasons: Record<StopReason, string> = {
  suppressed: 'Named by an imported list of who must not be mailed',
  'hard-bounce': 'A mail came back: the address does not exist or takes no mail',
  'soft-bounces': 'Mail came back three times within 30 days',
  complaint: 'Reported a mail as unwanted',
  'opted-out': 'Stopped all mail by the link in a mail',
}

export function reasonInWords(reason: string): string {
  return Object.hasOwn(reasons, reason) ? reasons[reason as StopReason] : reason
}

/** By which ways the contact can be reached now, and why not. */
export function channelsInWords(
  { email, status, properties: values }: Pick<ContactCard, 'email' | 'status' | 'properties'>,
  properties: readonly Property[],
): { name: string; open: boolean; note: string }[] {
  const mobile = properties.find(({ type, name }) => type === 'mobNr' && values[name] !== undefined)
  const channel = (name: string, address: string, lacking: string) => {
    if (address === '') return { name, open: false, note: lacking }
    return {
      name,
      open: status === 'active',
      note: status === 'active' ? address : 'The contact is inactive',
    }
  }
  return [
    channel('E-mail', email ?? '', 'No e-mail address'),
    channel('SMS', mobile ? String(values[mobile.name]) : '', 'No mobile number'),
  ]
}
