import { parseArgs } from 'node:util'
import { z } from 'zod'
import { createAccount, findAccount, listAccounts } from '@/lib/access/accounts'
import { systemActor } from '@/lib/access/actor'
import type { Context, SystemContext } from '@/lib/access/context'
import { createCredential, revokeCredential } from '@/lib/access/credentials/commands'
import { listCredentials } from '@/lib/access/credentials/queries'
import { credentialScopes, products, roles } from '@/lib/access/schema'
import { markSetUp } from '@/lib/access/set-up'
import { addUser, joinAccount, resetPassword } from '@/lib/access/users'
import { createProperty } from '@/lib/contacts/commands/create-property'
import { listDefinedProperties } from '@/lib/contacts/queries/properties'
import { NewProperty, propertyTypes } from '@/lib/contacts/schema'
import { createPermission } from '@/lib/permissions/commands'
import { listPermissions } from '@/lib/permissions/queries'
import { PermissionInput } from '@/lib/permissions/schema'
import { randomToken } from '@/lib/platform/crypto'
import { db, disconnectDb } from '@/lib/platform/db'
import { overrideEnv } from '@/lib/platform/env'
import { DomainError } from '@/lib/platform/errors'
import { closePool } from '@/lib/platform/pool'
import { Demo, loadDemo } from '@/prisma/demo/load'
import { readJson } from './files.mjs'
import { installationAt, Refusal, settingsOfInstallation } from './installation.mjs'

const usage = `Usage: npm run -s admin -- <command>

  account create --name NAME [--short-name NAME] [--product automation|ecommerce|mail] [--time-zone ZONE]
  account list
  user create --account SHORT-NAME --email ADDRESS --name NAME [--role owner|editor|viewer] [--password PASSWORD]
  user password --email ADDRESS [--password PASSWORD]
  credential create --account SHORT-NAME --name NAME --scopes all|SCOPE,SCOPE [--valid-days N] [--json]
  credential list --account SHORT-NAME
  credential revoke --account SHORT-NAME --id N
  property create --account SHORT-NAME --name NAME --label LABEL [--type TYPE] [--choices BIT=NAME,BIT=NAME]
  property list --account SHORT-NAME
  permission create --account SHORT-NAME --name NAME [--bit N]
  permission list --account SHORT-NAME
  demo load [--url URL] [--json]

Types: ${propertyTypes.join(', ')}
Scopes: ${credentialScopes.join(', ')}`

/** A command called wrongly: the usage is shown with it. */
class Misuse extends Error {}

const optionNames = [
  'account',
  'bit',
  'choices',
  'email',
  'id',
  'label',
  'name',
  'password',
  'product',
  'role',
  'scopes',
  'short-name',
  'time-zone',
  'type',
  'url',
  'valid-days',
] as const
type Options = Partial<Record<(typeof optionNames)[number], string>> & { json?: boolean }

const print = (text: string) => void process.stdout.write(`${text}\n`)

const commands: Record<string, (options: Options) => Promise<void>> = {
  'account create': async (options) => {
    const product = oneOf('product', products, options.product ?? 'automation')
    const account = await createAccount(system(), {
      name: need(options, 'name'),
      product,
      ...(options['short-name'] !== undefined && { shortName: options['short-name'] }),
      ...(options['time-zone'] !== undefined && { timeZone: options['time-zone'] }),
    })
    print(options.json ? JSON.stringify(account) : account.shortName)
  },

  'account list': async () => {
    for (const { shortName, name, product } of await listAccounts(system())) {
      print([shortName, product, name].join('\t'))
    }
  },

  'user create': async (options) => {
    const ctx = await inAccount(options)
    const email = need(options, 'email')
    const role = oneOf('role', roles, options.role ?? 'owner')
    await markSetUp(system())
    if (await joinAccount(system(), { accountId: ctx.actor.accountId, email: email.toLowerCase(), role })) {
      print(options.json ? JSON.stringify({ email, role }) : `${email} may now enter this account too.`)
      return
    }
    const password = options.password ?? randomToken(12)
    await addUser(ctx, { email, name: need(options, 'name'), role, password })
    print(options.json ? JSON.stringify({ email, role, password }) : `${email}\t${password}`)
  },

  'user password': async (options) => {
    const password = options.password ?? randomToken(12)
    await resetPassword(system(), need(options, 'email').toLowerCase(), password)
    print(password)
  },

  'credential create': async (options) => {
    const ctx = await inAccount(options)
    const validDays = options['valid-days'] === undefined ? undefined : Number(options['valid-days'])
    const { credential, secrets } = await createCredential(ctx, {
      name: need(options, 'name'),
      scopes: scopesOf(need(options, 'scopes')),
      ...(validDays !== undefined && { validDays }),
    })
    const { token, consumerKey, consumerSecret } = secrets
    if (options.json) return print(JSON.stringify({ token, consumerKey, consumerSecret }))
    print(
      `id\t${credential.id}\ntoken\t${token}\nconsumerKey\t${consumerKey}\nconsumerSecret\t${consumerSecret}`,
    )
  },

  'credential list': async (options) => {
    for (const { id, name, scopes } of await listCredentials(await inAccount(options))) {
      print([id, name, scopes.join(',')].join('\t'))
    }
  },

  'credential revoke': async (options) => {
    const id = z.coerce.number().int().min(1).safeParse(need(options, 'id'))
    if (!id.success) throw new Misuse('--id is the number that credential list shows.')
    await revokeCredential(await inAccount(options), id.data)
    print(`Revoked credential ${id.data}.`)
  },

  'property create': async (options) => {
    const property = NewProperty.parse({
      name: need(options, 'name'),
      label: need(options, 'label'),
      type: options.type ?? 'string',
      entries: choicesOf(options.choices),
    })
    await createProperty(await inAccount(options), property)
    print(property.name)
  },

  'property list': async (options) => {
    const { properties } = await listDefinedProperties(await inAccount(options))
    for (const { name, type, label, hidden } of properties) {
      print([name, type, label, ...(hidden ? ['hidden'] : [])].join('\t'))
    }
  },

  'permission create': async (options) => {
    const input = PermissionInput.parse({
      name: need(options, 'name'),
      ...(options.bit !== undefined && { bit: Number(options.bit) }),
    })
    const { bit } = await createPermission(await inAccount(options), input)
    print(String(bit))
  },

  'permission list': async (options) => {
    for (const { bit, name } of await listPermissions(await inAccount(options))) print(`${bit}\t${name}`)
  },

  'demo load': async (options) => {
    const url = options.url ?? running.url
    if (!url) throw new Misuse('Give --url: where this installation answers.')
    const known = Demo.safeParse(readJson(installationAt().demoFile)).data
    const demo = await loadDemo(system(), url, known)
    if (options.json) return print(JSON.stringify(demo))
    print(`Loaded the account demo. Sign in at ${url} as ${demo.email} with the password ${demo.password}`)
  },
}

const running: { url?: string } = {}

function system(): SystemContext {
  return { db: db(), now: () => new Date() }
}

async function inAccount(options: Options): Promise<Context> {
  const account = await findAccount(system(), need(options, 'account'))
  return { ...system(), actor: systemActor(account.id) }
}

function need(options: Options, name: (typeof optionNames)[number]): string {
  const value = options[name]
  if (value === undefined || value === '') throw new Misuse(`Give --${name}.`)
  return value
}

function oneOf<Value extends string>(name: string, values: readonly Value[], given: string): Value {
  const value = values.find((known) => known === given.toLowerCase())
  if (value === undefined) throw new Misuse(`--${name} is one of ${values.join(', ')}.`)
  return value
}

function scopesOf(list: string) {
  if (list === 'all') return [...credentialScopes]
  return list.split(',').map((scope) => oneOf('scopes', credentialScopes, scope.trim()))
}

/** "1=Cats,2=Dogs", in their order. */
function choicesOf(list = ''): unknown[] {
  const choices = list.split(',').filter((choice) => choice.trim() !== '')
  return choices.map((choice, at) => {
    const [, bit, description] = /^\s*(\d+)=(.*)$/.exec(choice) ?? []
    if (bit === undefined) throw new Misuse('--choices is a list such as 1=Cats,2=Dogs.')
    return { bit: Number(bit), description, rank: at + 1 }
  })
}

async function main(): Promise<void> {
  const named = Object.fromEntries(optionNames.map((name) => [name, { type: 'string' as const }]))
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { ...named, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  })
  const command = commands[positionals.join(' ')]
  if (values['help'] || positionals.length === 0) return print(usage)
  if (!command) throw new Misuse(`There is no command "${positionals.join(' ')}".`)
  const { url, ...settings } = settingsOfInstallation()
  if (url !== undefined) running.url = url
  overrideEnv({ LOG_LEVEL: 'silent', ...settings })
  await command(values as Options)
}

/** What the administrator can put right is said in a line; a usage error with the usage. */
function explain(error: unknown): string {
  if (error instanceof Misuse) return `${error.message}\n\n${usage}`
  if (error instanceof z.ZodError) return z.prettifyError(error)
  if (error instanceof DomainError || error instanceof Refusal) return error.message
  if (error instanceof TypeError && 'code' in error) return `${error.message}\n\n${usage}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${explain(error)}\n`)
  process.exitCode = error instanceof Misuse ? 2 : 1
} finally {
  await Promise.all([disconnectDb(), closePool()])
}
