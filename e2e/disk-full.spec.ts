import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { startTrial } from '../scripts/trial-install.mjs'
import { adminOf } from './fixtures'

const contacts = 100_000
/** Enough for what a start and the contacts take, and not much more. */
const diskMb = 800
/** What the full disk has left: less than a sync of all contacts stages. */
const leftBytes = 3_000_000

/** A disk of memory, which only root may mount, and not everywhere. Undefined where it cannot be had. */
function smallDisk(): string | undefined {
  const at = mkdtempSync(path.join(tmpdir(), 'roster-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskMb}m,mode=0755`, 'tmpfs', at], {
      stdio: 'ignore',
    })
    return at
  } catch {
    rmSync(at, { recursive: true, force: true })
    return undefined
  }
}

function fill(file: string): void {
  const { bavail, bsize } = statfsSync(path.dirname(file))
  const handle = openSync(file, 'w')
  const block = Buffer.alloc(1_000_000)
  for (let free = bavail * bsize - leftBytes; free > 0; free -= block.length) writeSync(handle, block)
  closeSync(handle)
}

const ids = (count: number) => Array.from({ length: count }, (_, n) => `c${n}`)

test('with its disk full a sync changes nothing and says why; with room again the next one works', async () => {
  test.setTimeout(300_000)
  const disk = smallDisk()
  test.skip(disk === undefined, 'Only root may mount a small disk, and not in every container.')
  if (disk === undefined) return
  const folder = path.join(disk, 'data')
  const trial = await startTrial({ folder, env: { ROSTER_DEMO: 'off' } })
  try {
    const admin = adminOf(folder)
    await admin('account', 'create', '--name', 'Full', '--short-name', 'full')
    const who = ['--account', 'full', '--name', 'Shop', '--scopes', 'all', '--json']
    const { token } = JSON.parse(await admin('credential', 'create', ...who))
    const call = async (method: string, at: string, body?: string, type = 'text/plain') => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': type }
      const sent = { method, headers, ...(body !== undefined && { body }) }
      const answer = await fetch(`${trial.url}/api/v1/${at}`, sent)
      return { answer, json: await answer.json() }
    }
    const lines = ids(contacts).map((id) => JSON.stringify({ id }))
    await call('POST', 'contacts', lines.join('\n'), 'application/x-ndjson')
    await call('PUT', 'audiences/vip', '{"name":"VIP"}', 'application/json')
    const replace = (count: number) => call('POST', 'audiences/vip/syncs?mode=replace', ids(count).join('\n'))
    expect((await replace(100)).json).toMatchObject({ status: 'done', membersAfter: 100 })

    const ballast = path.join(disk, 'ballast')
    fill(ballast)
    const { answer, json } = await replace(contacts)
    const full = 'The database has no space left on its disk; whoever runs this installation must make some.'
    expect(json).toMatchObject({ status: 503, code: 'unavailable', detail: full })
    expect(answer.headers.get('retry-after')).toBe('60')
    expect((await call('GET', 'audiences/vip')).json).toMatchObject({ members: 100 })

    rmSync(ballast)
    expect((await replace(contacts)).json).toMatchObject({ status: 'done', membersAfter: contacts })
    const { data } = (await call('GET', 'syncs?limit=3')).json
    expect(data.map((sync: { status: string }) => sync.status)).toEqual(['done', 'failed', 'done'])
    expect(data[1].problem).toMatchObject({ code: 'interrupted', detail: expect.stringContaining(full) })
  } finally {
    await trial.stop()
    execFileSync('umount', [disk])
    rmSync(disk, { recursive: true, force: true })
  }
})
