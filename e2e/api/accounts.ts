import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The administrator's command line of the running install, as a script calls it. */
async function admin(...args: string[]): Promise<{ [name: string]: string }> {
  const { stdout } = await run('npm', ['run', '-s', 'admin', '--', ...args, '--json'])
  return JSON.parse(stdout)
}

/** An account of the test's own; answers its short name. */
export async function newAccount(): Promise<string> {
  const shortName = `e2e-${randomUUID()}`
  await admin('account', 'create', '--name', shortName, '--short-name', shortName)
  return shortName
}

/** The bearer token of a new credential. */
export async function newToken(account: string, scopes = 'all'): Promise<string> {
  const { token = '' } = await admin(
    'credential',
    'create',
    '--account',
    account,
    '--name',
    'e2e',
    '--scopes',
    scopes,
  )
  return token
}
