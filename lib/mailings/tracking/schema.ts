import { z } from 'zod'
import { bitMax, PermissionBit } from '@/lib/permissions/schema'

/** What is shown to a recipient of a mail who has opened the page of one of its links: nothing that is personal. */
export type MailChoices = {
  /** The account, by its name. */
  brand: string
  /** What the mailing was sent by; null where it was sent without, and unsubscribing stops all mail. */
  permission: { name: string; granted: boolean } | null
  /** It was a service message: sent whatever the recipient agreed to. */
  isService: boolean
  permissions: { bit: number; name: string; granted: boolean }[]
  /** Stopped: mail came back, or somebody of the account stopped it; the recipient can't undo that. */
  status: 'mailed' | 'opted-out' | 'stopped' | 'erased'
}

const Bits = z.array(z.coerce.number().pipe(PermissionBit)).max(bitMax)

/** What was on the page when it was filled in, and what was ticked: a permission that came since is not withdrawn. */
export const SaveChoices = z.object({ shown: Bits, granted: Bits })
export type SaveChoices = z.output<typeof SaveChoices>
