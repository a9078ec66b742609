import { beforeAll, describe, expect, test } from 'vitest'
import { deleteAutomailer, editAutomailer, renameAutomailer } from '@/lib/mailings/automailers/commands'
import { cancelMailing } from '@/lib/mailings/commands/control-sending'
import { deleteMailing, unscheduleMailing } from '@/lib/mailings/commands/schedule-mailing'
import { getMailing } from '@/lib/mailings/queries'
import { startDue } from '@/lib/mailings/sending/start'
import { newApiClient } from '@/lib/testing/api'
import { testDatabase } from '@/lib/testing/database'
import { newAudienceList, newMessage, scheduledMailing, startedMailing } from '@/lib/testing/mailings'
import * as reference from '../../../integrationservice/audience/[externalId]/route'
import * as one from './[audienceId]/route'

testDatabase()

type Client = Awaited<ReturnType<typeof newApiClient>>
let client: Client
beforeAll(async () => {
  client = await newApiClient()
})

type Api = { remove: (id: string) => Promise<Response>; refused: number; gone: number }
const apis: [string, Api][] = [
  [
    'v1',
    {
      remove: (audienceId) =>
        client.send(one.DELETE, `/api/v1/audiences/${audienceId}`, { params: { audienceId } }, 'DELETE'),
      refused: 409,
      gone: 204,
    },
  ],
  [
    'the reference API',
    {
      remove: (externalId) =>
        client.send(
          reference.DELETE,
          `/integrationservice/audience/${externalId}`,
          { params: { externalId }, headers: { accept: 'application/json' } },
          'DELETE',
        ),
      refused: 417,
      gone: 204,
    },
  ],
]

type Use = { kind: 'mailing' | 'automailer'; id: string; name: string; url: string }
const mailing = (id: string, name: string): Use => ({ kind: 'mailing', id, name, url: `/mailings/${id}` })

describe.each(apis)('an audience, through %s,', (door, { remove, refused, gone }) => {
  const audience = async () => {
    const externalId = crypto.randomUUID()
    const listId = await newAudienceList(client.ctx, externalId)
    return { externalId, listId, target: { kind: 'dynamic-list' as const, listId } }
  }

  /** The answer is a refusal that lists every use. */
  async function expectRefused(externalId: string, uses: Use[]): Promise<void> {
    const response = await remove(externalId)
    const body = await response.json()
    expect([response.status, body]).toEqual([refused, expect.anything()])
    if (door === 'v1') {
      expect(body).toMatchObject({ code: 'in_use', usages: uses.map((use) => ({ ...use, blocking: true })) })
      expect(body.usages).toHaveLength(uses.length)
    } else {
      expect(body).toMatchObject({ errorType: 'INVALID_STATE' })
      for (const { kind, name, url } of uses) expect(body.message).toContain(`${kind} "${name}", ${url} (`)
    }
  }

  const expectGone = async (externalId: string) => expect((await remove(externalId)).status).toBe(gone)

  test('stays while it is the target group of scheduled mailings, until all are unscheduled or deleted', async () => {
    const { externalId, target } = await audience()
    const spring = await scheduledMailing(client.ctx, { name: 'A spring', target })
    const summer = await scheduledMailing(client.ctx, { name: 'B summer', target })
    await expectRefused(externalId, [mailing(spring, 'A spring'), mailing(summer, 'B summer')])
    await unscheduleMailing(client.ctx, { mailingId: spring })
    await expectRefused(externalId, [mailing(summer, 'B summer')])
    await deleteMailing(client.ctx, { mailingId: summer })
    await expectGone(externalId)
    // The draft says that its target group is gone.
    expect((await getMailing(client.ctx, spring)).targetGroup.name).toBeNull()
  })

  test('stays while a dynamic content block of a scheduled mailing chooses it', async () => {
    const { externalId, listId } = await audience()
    const messageId = await newMessage(client.ctx, { listIds: [listId] })
    const mailingId = await scheduledMailing(client.ctx, { name: 'Blocks', messageId })
    await expectRefused(externalId, [mailing(mailingId, 'Blocks')])
    await unscheduleMailing(client.ctx, { mailingId })
    await expectGone(externalId)
  })

  test('goes once a mailing to it has started, which keeps its name', async () => {
    const { externalId, target } = await audience()
    const mailingId = await startedMailing(client.ctx, { target })
    await expectGone(externalId)
    expect((await getMailing(client.ctx, mailingId)).targetGroup).toMatchObject({ name: externalId })
  })

  test('stays while the automailer of a mailing to it is to come', async () => {
    const { externalId, target } = await audience()
    const mailingId = await startedMailing(client.ctx, { target, periodHours: 24 })
    const automailerId = (await getMailing(client.ctx, mailingId)).automailer?.id ?? ''
    await renameAutomailer(client.ctx, { automailerId, name: 'Once more' })
    const use = {
      kind: 'automailer',
      id: automailerId,
      name: 'Once more',
      url: `/automailers/${automailerId}`,
    } as const
    await expectRefused(externalId, [use])
    await editAutomailer(client.ctx, { automailerId, periodHours: 48 })
    await expectRefused(externalId, [use])
    await deleteAutomailer(client.ctx, { automailerId })
    await expectGone(externalId)
  })

  test('goes once the moment of the automailer has come', async () => {
    const { externalId, target } = await audience()
    const mailingId = await startedMailing(client.ctx, { target, periodHours: 1 })
    expect((await remove(externalId)).status).toBe(refused)
    // As the worker does once everybody has had their turn.
    await client.ctx.db.mailing.update({
      where: { accountId_id: { accountId: client.ctx.actor.accountId, id: BigInt(mailingId) } },
      data: { status: 'sent', finishedAt: client.ctx.now() },
    })
    const later = new Date(client.ctx.now().getTime() + 2 * 3_600_000)
    await startDue({ db: client.ctx.db, now: () => later })
    await expectGone(externalId)
  })

  test('goes once a mailing to it is cancelled, its automailer with it', async () => {
    const { externalId, target } = await audience()
    const mailingId = await startedMailing(client.ctx, { target, periodHours: 24 })
    expect((await remove(externalId)).status).toBe(refused)
    await cancelMailing(client.ctx, { mailingId })
    await expectGone(externalId)
  })
})
