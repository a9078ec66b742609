import { z } from 'zod'
import { Name } from '@/lib/platform/schema'

/** What an API credential may be allowed to do, in the order in which screens list it. To write includes to read. */
export const credentialScopes = [
  'audiences:read',
  'audiences:write',
  'audiences:force',
  'contacts:read',
  'contacts:write',
  'mailings:read',
  'flows:trigger',
  'webhooks:write',
] as const
export type CredentialScope = (typeof credentialScopes)[number]

export const roles = ['owner', 'editor', 'viewer'] as const
export type Role = (typeof roles)[number]

export const products = ['mail', 'automation', 'ecommerce'] as const
export type Product = (typeof products)[number]

/** As the sign-in library compares them: lower case. */
export const EmailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'At most 254 characters.')
  .pipe(z.email('Enter an e-mail address, such as name@example.com.'))

/** Length is what protects (NIST SP 800-63B); the upper bound keeps hashing cheap for us. */
export const Password = z
  .string()
  .min(10, 'Use at least 10 characters.')
  .max(128, 'Use at most 128 characters.')

export const TimeZone = z.string().refine(isTimeZone, 'Choose a time zone, such as Europe/Amsterdam.')

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

export const ShortName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'Use at most 63 lower-case letters, digits and hyphens.')

export const NewAccount = z.object({
  name: Name,
  /** Names the account on the command line. Made from the name when absent. */
  shortName: ShortName.optional(),
  product: z.enum(products).default('automation'),
  timeZone: TimeZone.default('UTC'),
})
export type NewAccount = z.input<typeof NewAccount>

/** A number as a form sends it. An empty field is none, where coercing it would make 0. */
const wholeNumber = (max: number, tooMuch: string) =>
  z
    .string()
    .trim()
    .min(1, 'Enter a number.')
    .pipe(
      z.coerce
        .number<string>('Enter a number.')
        .int('Enter a whole number.')
        .min(0, 'Enter 0 or more.')
        .max(max, tooMuch),
    )

/** What an owner may change of the account. The product is the administrator's to set. */
export const AccountSettings = z.object({
  name: Name,
  timeZone: TimeZone,
  audienceMax: wholeNumber(100_000, 'At most 100,000.'),
  guardShare: wholeNumber(100, 'At most 100%.'),
  guardMin: wholeNumber(1_000_000_000, 'At most 1,000,000,000.'),
})
export type AccountSettings = z.output<typeof AccountSettings>

export type Account = {
  id: number
  shortName: string
  name: string
  product: Product
  timeZone: string
  audienceMax: number
  /** A sync that removes more than this share (%) of an audience, and at least so many, is held. Audiences may have their own. */
  guardShare: number
  guardMin: number
}

export const NewUser = z.object({ email: EmailAddress, name: Name, password: Password })
export type NewUser = z.output<typeof NewUser>

export const NewAccountUser = NewUser.extend({ role: z.enum(roles) })
export type NewAccountUser = z.output<typeof NewAccountUser>

const UserId = z.string().min(1).max(255)
export const ChangeRole = z.object({ userId: UserId, role: z.enum(roles) })
export const RemoveUser = z.object({ userId: UserId })
export const EndSession = z.object({ sessionId: z.string().min(1).max(255) })

/** What each role may do, for who hands them out. */
export const roleNotes: Record<Role, string> = {
  owner: 'Everything, also settings, users, credentials and webhooks.',
  editor: 'Makes lists, messages and mailings, imports and edits contacts, and decides on held syncs.',
  viewer: 'Sees and exports, changes nothing.',
}

/** One who may enter an account. */
export type AccountUser = { userId: string; name: string; email: string; role: Role }

/** What the set-up page asks: the first account and the owner of it. */
export const SetUp = NewUser.extend({
  accountName: Name,
  product: z.enum(products),
  timeZone: TimeZone,
})
export type SetUp = z.output<typeof SetUp>

/** What the sign-in page asks. A password too long to be one is as wrong as any other. */
export const SignIn = z.object({
  email: EmailAddress,
  password: z.string().min(1, 'Enter your password.').max(1_000),
})
export type SignIn = z.output<typeof SignIn>

export const ChangePassword = z.object({
  current: z.string().min(1, 'Enter the password you have now.').max(1_000),
  password: Password,
})

/** Names of time zones, as a form's choices. */
export const timeZones = (): string[] => [
  'UTC',
  ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC'),
]

export type SessionInfo = {
  id: string
  current: boolean
  userAgent: string | null
  address: string | null
  startedAt: string
  expiresAt: string
}
