import { createHmac } from 'node:crypto'
import { expect } from '@playwright/test'
import OAuth from 'oauth-1.0a'
import { systemActor } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { createCredential } from '@/lib/access/credentials/commands'
import { type CredentialScope, credentialScopes, type Product } from '@/lib/access/schema'
import { newAccount } from '@/lib/testing/account'

export const origin = process.env['ROSTER_URL'] ?? 'http://localhost:3000'
export const bases = ['/integrationservice', '/integrationservice-1.1.0'] as const

export type Answer = { status: number; type: string | null; text: string; headers: Headers }

type Sent = {
  json?: unknown
  xml?: string
  /** Bytes as they are, with the content type in headers, or none. */
  raw?: BodyInit
  headers?: Record<string, string>
}

/** A client of the reference API with an account of its own, signing as existing connectors do. */
export class ReferenceClient {
  readonly account: Context
  readonly consumerKey: string
  readonly consumerSecret: string
  readonly token: string
  readonly oauth: OAuth

  constructor(account: Context, secrets: { consumerKey: string; consumerSecret: string; token: string }) {
    this.account = account
    this.consumerKey = secrets.consumerKey
    this.consumerSecret = secrets.consumerSecret
    this.token = secrets.token
    this.oauth = new OAuth({
      consumer: { key: secrets.consumerKey, secret: secrets.consumerSecret },
      signature_method: 'HMAC-SHA1',
      hash_function: (base, key) => createHmac('sha1', key).update(base).digest('base64'),
    })
  }

  get accountId(): number {
    return this.account.actor.accountId
  }

  url(path: string): string {
    return `${origin}${path.startsWith('/integrationservice') ? path : `/integrationservice${path}`}`
  }

  signature(method: string, path: string): string {
    return this.oauth.toHeader(this.oauth.authorize({ method, url: this.url(path) })).Authorization
  }

  async send(method: string, path: string, { json, xml, raw, headers = {} }: Sent = {}): Promise<Answer> {
    // As bytes: a string would get a content type of its own.
    const bytes = typeof raw === 'string' ? Buffer.from(raw) : raw
    const body = bytes ?? xml ?? (json === undefined ? undefined : JSON.stringify(json))
    const type = json !== undefined ? 'application/json' : xml === undefined ? undefined : 'application/xml'
    const response = await fetch(this.url(path), {
      method,
      headers: {
        authorization: this.signature(method, path),
        ...(type && { 'content-type': type }),
        ...headers,
      },
      ...(body !== undefined && { body, duplex: 'half' }),
    } as RequestInit)
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      text: await response.text(),
      headers: response.headers,
    }
  }
}

type Options = { product?: Product; scopes?: readonly CredentialScope[]; account?: Context }

export async function newClient({
  product = 'automation',
  scopes,
  account,
}: Options = {}): Promise<ReferenceClient> {
  const ctx = account ?? (await newAccount({ product }))
  const system = { ...ctx, actor: systemActor(ctx.actor.accountId) }
  const { secrets } = await createCredential(system, {
    name: 'Reference client',
    scopes: [...(scopes ?? credentialScopes)],
  })
  return new ReferenceClient(ctx, secrets)
}

/** A success with a body of exactly the content type that clients compare. */
export function jsonOf(answer: Answer): Record<string, unknown> {
  expect({ status: answer.status, type: answer.type, text: answer.text }).toMatchObject({
    status: 200,
    type: 'application/json',
  })
  return JSON.parse(answer.text)
}

/** 204 and really nothing. */
export function expectNothing(answer: Answer): void {
  expect({ status: answer.status, type: answer.type, text: answer.text }).toEqual({
    status: 204,
    type: null,
    text: '',
  })
}

/** An error with both of its fields. */
export function expectError(answer: Answer, status: number, errorType: string): Record<string, unknown> {
  expect({ status: answer.status, type: answer.type }).toEqual({ status, type: 'application/json' })
  const body = JSON.parse(answer.text)
  expect(body).toMatchObject({ errorType, message: expect.stringMatching(/\S/) })
  return body
}
