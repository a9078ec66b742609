import { DomainError } from '@/lib/platform/errors'
import { type CredentialScope, credentialScopes, type Role } from './schema'

/** What only people do, in the screens. Membership of an audience is not among it: external systems decide that. */
const personScopes = [
  'lists:read',
  'lists:file',
  'lists:write',
  'syncs:decide',
  'credentials:manage',
  'account:manage',
  'webhooks:read',
  'mailings:write',
] as const

export type Scope = CredentialScope | (typeof personScopes)[number]

const viewerScopes: readonly Scope[] = [
  'lists:read',
  'audiences:read',
  'contacts:read',
  'mailings:read',
  'webhooks:read',
]
const editorScopes: readonly Scope[] = [
  ...viewerScopes,
  'lists:file',
  'lists:write',
  'syncs:decide',
  'contacts:write',
  'mailings:write',
]
const scopesOfRole: Record<Role, ReadonlySet<Scope>> = {
  viewer: new Set(viewerScopes),
  editor: new Set(editorScopes),
  owner: new Set([...editorScopes, 'credentials:manage', 'account:manage', 'webhooks:write']),
}

/** An account's id that a session, a credential or a job has proven. Minted only in this folder. */
export type AccountId = number & { readonly __brand: 'AccountId' }

type Who =
  | { kind: 'user'; userId: string; role: Role }
  | { kind: 'credential'; credentialId: number }
  | { kind: 'system' }

/** Who acts, and for which account. */
export type Actor = Who & { accountId: AccountId; scopes: ReadonlySet<Scope> }

export function userActor(accountId: number, userId: string, role: Role): Actor {
  return { kind: 'user', userId, role, accountId: accountId as AccountId, scopes: scopesOfRole[role] }
}

export function credentialActor(accountId: number, credentialId: number, scopes: Iterable<string>): Actor {
  const known = new Set<string>(credentialScopes)
  const granted = [...scopes]
    .flatMap((scope) => [scope, scope.replace(/:write$/, ':read')])
    .filter((scope): scope is CredentialScope => known.has(scope))
  return { kind: 'credential', credentialId, accountId: accountId as AccountId, scopes: new Set(granted) }
}

/** The application itself: a job or the administrator's command line. */
export function systemActor(accountId: number): Actor {
  const scopes = new Set<Scope>([...credentialScopes, ...personScopes])
  return { kind: 'system', accountId: accountId as AccountId, scopes }
}

export function requireScope(actor: Actor, scope: Scope): void {
  if (actor.scopes.has(scope)) return
  const lacking = actor.kind === 'credential' ? `the scope ${scope}` : 'a role that may change this'
  throw new DomainError('forbidden', `This needs ${lacking}.`)
}
