import { z } from 'zod'
import { Name } from '@/lib/platform/schema'
import { type CredentialScope, credentialScopes } from '../schema'

/** Credentials that are neither revoked nor expired, per account. */
export const liveCredentialsMax = 100

/** How long the old secret may stay valid while the new one is brought to the sender, in hours. */
export const overlapMaxHours = 30 * 24

export const NewCredential = z.object({
  name: Name,
  scopes: z.array(z.enum(credentialScopes)).min(1, 'Choose at least one scope.'),
  /** Days from now; absent: until revoked. */
  validDays: z.coerce.number().int().min(1).max(3650).optional(),
})
export type NewCredential = z.input<typeof NewCredential>

export const CredentialId = z.coerce.number().int().min(1).max(2_147_483_647)

export const Rotation = z.object({
  credentialId: CredentialId,
  /** 0 ends the old secret at once. */
  overlapHours: z.coerce.number().int().min(0).max(overlapMaxHours).default(24),
})
export type Rotation = z.input<typeof Rotation>

export type CredentialState = 'live' | 'expired' | 'revoked'

export type Credential = {
  id: number
  name: string
  scopes: CredentialScope[]
  /** What a token of this credential begins with; safe to show, enough to recognise it by. */
  tokenPrefix: string
  consumerKey: string
  state: CredentialState
  createdAt: string
  /** Null: made on the command line. */
  createdBy: string | null
  expiresAt: string | null
  /** To the minute. */
  lastUsedAt: string | null
  revokedAt: string | null
  /** Until when the secret before the last rotation is still valid. */
  oldSecretUntil: string | null
}

/** What authenticates with a credential: shown once, never kept in a readable form. */
export type CredentialSecrets = { token: string; consumerKey: string; consumerSecret: string }

/** What an owner can grant in the screens, each with what it lets a system do. */
export const scopeNotes: Partial<Record<CredentialScope, { label: string; help: string }>> = {
  'audiences:read': { label: 'Read audiences', help: 'See audiences, who is in them, and their syncs.' },
  'audiences:write': {
    label: 'Write audiences',
    help: 'Create, change, sync, empty and delete audiences. Includes reading them.',
  },
  'contacts:read': { label: 'Read contacts', help: 'See contacts, their properties and permissions.' },
  'contacts:write': {
    label: 'Write contacts',
    help: 'Create, change and erase contacts. Includes reading them.',
  },
  'webhooks:write': {
    label: 'Manage webhooks',
    help: 'See, create, change and delete webhooks, and what was sent to them.',
  },
}
