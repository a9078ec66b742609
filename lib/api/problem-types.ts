import type { DomainErrorCode } from '@/lib/platform/errors'

/** What can go wrong in HTTP itself, before or beside a verb. */
type HttpProblemCode =
  | 'malformed'
  | 'method_not_allowed'
  | 'not_acceptable'
  | 'idempotency_mismatch'
  | 'idempotency_running'
  | 'internal'

export type ProblemCode = DomainErrorCode | HttpProblemCode

type ProblemType = {
  status: number
  title: string
  /** What it means for the caller's data, for the page that `type` points at. */
  meaning: string
  /** What to do about it. */
  remedy: string
}

/** The one table from codes to HTTP statuses. A code, once published, keeps its status and its meaning. */
export const problemTypes = {
  malformed: {
    status: 400,
    title: 'The request cannot be read',
    meaning: 'The body is not what its Content-Type says, or is cut short. Nothing was changed.',
    remedy:
      'Check the JSON or the compression at the place that detail names, and that the whole body is sent.',
  },
  invalid: {
    status: 422,
    title: 'The request is not valid',
    meaning: 'The request can be read, but a value in it is not allowed. Nothing was changed.',
    remedy:
      'Each entry of errors names a place (in: body, query or path, with a JSON pointer) and what is wrong there. Fields and parameters that do not exist are refused too, so that a slip of the pen is noticed.',
  },
  unauthenticated: {
    status: 401,
    title: 'No valid credentials',
    meaning: 'The request carries no API credential, or one that is wrong, expired or revoked.',
    remedy:
      'Send Authorization: Bearer followed by the token. Credentials are made under Integrations → Credentials.',
  },
  forbidden: {
    status: 403,
    title: 'Not allowed',
    meaning: 'The credential is valid, but was not given the scope that this needs.',
    remedy: 'Ask the owner of the account for a credential with the scope that detail names.',
  },
  product: {
    status: 403,
    title: 'Not part of this account’s product',
    meaning: 'Audiences exist in accounts with Automation or eCommerce. This account has Mail.',
    remedy: 'Ask the administrator of the installation to change the product of the account.',
  },
  not_found: {
    status: 404,
    title: 'Not found',
    meaning: 'There is nothing of that kind with that id in the account of the credential.',
    remedy:
      'Ids in a path are your own ids, percent-encoded: a slash becomes %2F, a space %20. Check the account, too: nothing of another account is ever found.',
  },
  method_not_allowed: {
    status: 405,
    title: 'This method does not exist here',
    meaning: 'The path exists, but not with that HTTP method.',
    remedy: 'The Allow header lists the methods that exist.',
  },
  not_acceptable: {
    status: 406,
    title: 'No format that you accept',
    meaning: 'The Accept header names only formats that this cannot be given in.',
    remedy: 'Send Accept: application/json, or one of the formats that detail lists.',
  },
  conflict: {
    status: 409,
    title: 'In conflict with what is stored',
    meaning: 'What is stored does not allow this now. Nothing was changed.',
    remedy: 'Read the resource again and decide anew.',
  },
  name_taken: {
    status: 409,
    title: 'That name is taken',
    meaning:
      'Names are unique in an account, without regard to case or surrounding space. Nothing was changed.',
    remedy: 'Choose another name, or update the thing that has it.',
  },
  id_taken: {
    status: 409,
    title: 'That id is taken',
    meaning: 'There is already one with this id. Nothing was changed.',
    remedy: 'Use PUT with the id in the path: it creates or updates, and can be repeated safely.',
  },
  contact_exists: {
    status: 409,
    title: 'The contact exists',
    meaning: 'There is already a contact with this id. Nothing was changed.',
    remedy: 'Use PUT or PATCH to change a contact that exists.',
  },
  contact_erased: {
    status: 409,
    title: 'This person was erased on request',
    meaning: 'The contact was erased, and no later sync or update brings it back.',
    remedy: 'Stop sending this person. Only the administrator can lift the erasure.',
  },
  limit_reached: {
    status: 409,
    title: 'A limit of the account is reached',
    meaning: 'The account may not have more of these. Nothing was changed.',
    remedy: 'Delete what is not used any more, or ask the administrator to raise the limit.',
  },
  in_use: {
    status: 409,
    title: 'In use',
    meaning: 'It cannot be deleted while it is used. usages lists every place. Nothing was changed.',
    remedy: 'End each use in the list, then delete again.',
  },
  busy: {
    status: 409,
    title: 'Somebody else is changing this',
    meaning: 'Another request or sync holds what this one needs. Nothing was changed.',
    remedy: 'Repeat the same request after the seconds in Retry-After.',
  },
  idempotency_running: {
    status: 409,
    title: 'The first request with this key is still running',
    meaning: 'A request with the same Idempotency-Key has not been answered yet.',
    remedy: 'Repeat after the seconds in Retry-After: you then get the answer of the first.',
  },
  precondition_failed: {
    status: 412,
    title: 'It changed in the meantime',
    meaning: 'The resource is no longer the one that If-Match or If-None-Match names. Nothing was changed.',
    remedy: 'Get it again, apply the change to what it is now, and send its new ETag.',
  },
  too_large: {
    status: 413,
    title: 'Too large',
    meaning: 'The body, or what it unpacks to, is larger than this accepts. Nothing was changed.',
    remedy: 'Send it in smaller pieces, or through the operation that takes a stream.',
  },
  unsupported_media: {
    status: 415,
    title: 'A format that is not understood here',
    meaning: 'The Content-Type, its charset or the Content-Encoding is not one that this operation reads.',
    remedy: 'Use one of the types that detail lists, in UTF-8, as it is or compressed with gzip.',
  },
  contacts_not_found: {
    status: 422,
    title: 'Some contacts are unknown',
    meaning: 'externalContactIds lists ids that no contact has. Nothing was changed, for the others neither.',
    remedy: 'Create those contacts first, or let the sync skip or create unknown contacts.',
  },
  invalid_property: {
    status: 422,
    title: 'A value does not fit its property',
    meaning: 'A property of the contact does not exist, or its type does not allow the value.',
    remedy: 'errors names the property. Check its type and the way that dates and numbers are written.',
  },
  unprocessable: {
    status: 422,
    title: 'This cannot be carried out',
    meaning: 'The request is valid in itself, but cannot be carried out as it is. Nothing was changed.',
    remedy: 'detail says what stands in the way.',
  },
  idempotency_mismatch: {
    status: 422,
    title: 'This key was used for another request',
    meaning: 'An Idempotency-Key stands for one request: same operation, parameters and body, for 24 hours.',
    remedy: 'Use a new key for a new request.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    meaning: 'The credential made more requests than it may in this span of time. Nothing was changed.',
    remedy: 'Wait the seconds in Retry-After. The RateLimit headers of every answer say how much is left.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong on our side',
    meaning: 'This is a fault of the installation. What the request was to change is changed whole or not.',
    remedy:
      'Repeat it with the same Idempotency-Key. Give the administrator the request id when it persists.',
  },
  unavailable: {
    status: 503,
    title: 'Not available at this moment',
    meaning: 'The database cannot be reached or has too much to do.',
    remedy: 'Repeat the same request after the seconds in Retry-After.',
  },
} as const satisfies Record<ProblemCode, ProblemType>

export const problemCodes = Object.keys(problemTypes) as ProblemCode[]

/** Where the page about a type of problem stands. */
export function problemPath(code: ProblemCode): `/docs/problems/${ProblemCode}` {
  return `/docs/problems/${code}`
}
