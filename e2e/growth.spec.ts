import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { db } from '@/lib/platform/db'
import { elsewhere, expect, expectAccessible, newUser, signIn, type Tenant, test } from './fixtures'

const dayMs = 86_400_000

const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `c${from + at}`)

/** "2026-11-23", so many days ago; the accounts of these tests live by UTC. */
const day = (ago: number) => new Date(Date.now() - ago * dayMs).toISOString().slice(0, 10)

async function newVip({ call }: Tenant): Promise<void> {
  await call('POST', 'contacts', `id\n${ids(1, 400).join('\n')}\n`, 'text/csv')
  await call('PUT', 'audiences/vip', JSON.stringify({ name: 'VIP' }))
}

/** A sync that happened on a day past: nothing over HTTP can say so. */
async function syncOn({ call, shortName }: Tenant, ago: number, members: string[]): Promise<void> {
  const sync = (await call('POST', 'audiences/vip/syncs?mode=replace', members.join('\n'), 'text/plain')) as {
    id: string
    status: string
  }
  expect(sync.status).toBe('done')
  const account = await db().account.findUniqueOrThrow({ where: { shortName } })
  const moved = await db()
    .$executeRaw`update sync set applied_at = ${`${day(ago)}T00:00:00Z`}::timestamptz where account_id = ${account.id} and id = ${Number(sync.id)}`
  expect(moved).toBe(1)
}

/** 100 members 40 days ago, 300 ten days ago, 260 since three days ago. */
async function grow(tenant: Tenant): Promise<void> {
  await newVip(tenant)
  await syncOn(tenant, 40, ids(1, 100))
  await syncOn(tenant, 10, ids(1, 300))
  await syncOn(tenant, 3, ids(61, 320))
}

async function openGrowth(page: Page): Promise<void> {
  await page.goto('/dynamic-lists')
  await page.getByRole('link', { name: 'VIP', exact: true }).click()
  await page.getByRole('link', { name: 'Growth' }).click()
  await expect(page).toHaveURL(/\/growth$/)
}

const choose = (page: Page, range: string) =>
  page.getByRole('navigation', { name: 'Days shown' }).getByRole('link', { name: range, exact: true })

test('growth says who joined and left, by day, in figures, a plot and a table', async ({ page, tenant }) => {
  await grow(tenant)
  await openGrowth(page)
  const words = page.getByText(
    /From .* it went from 0 to 260 members: 320 joined and 60 left\. Days are those of UTC\./,
  )
  await expect(words).toBeVisible()
  await expect(page.getByRole('definition').filter({ hasText: /^\+260$/ })).toBeVisible()
  await expectAccessible(page)

  await choose(page, '30 days').focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/range=30/)
  await expect(choose(page, '30 days')).toHaveAttribute('aria-current', 'page')
  await expect(page.getByText(/from 100 to 260 members: 220 joined and 60 left/)).toBeVisible()
  await expect(page.getByText('160%')).toBeVisible()

  await page.getByText('Show as table').focus()
  await page.keyboard.press('Enter')
  const table = page.getByRole('table', { name: 'Growth' })
  await expect(table.getByRole('row')).toHaveCount(31)
  const cells = await table.getByRole('row').nth(4).getByRole('cell').allTextContents()
  expect(cells).toEqual(['260', '20', '60'])
  await expectAccessible(page)
  await page.goBack()
  await expect(page.getByText(/from 0 to 260 members/)).toBeVisible()
  await expect(choose(page, '90 days')).toHaveAttribute('aria-current', 'page')
})

test('the plot is walked by keys and pointed at', async ({ page, tenant }) => {
  await grow(tenant)
  await openGrowth(page)
  const plot = page.getByRole('slider', { name: 'Figures per day' })
  await plot.focus()
  await expect(plot).toHaveAttribute('aria-valuetext', /260 members, 0 joined, 0 left$/)
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowLeft')
  await expect(plot).toHaveAttribute('aria-valuetext', /: 260 members, 20 joined, 60 left$/)
  await expect(page.getByText('60', { exact: true }).first()).toBeVisible()
  await page.keyboard.press('Home')
  await expect(plot).toHaveAttribute('aria-valuetext', /: 0 members, 0 joined, 0 left$/)
  await expectAccessible(page)

  const box = await plot.boundingBox()
  if (!box) throw new Error('The plot has no box.')
  // The 80th of 90 days is ten days ago.
  await page.mouse.move(box.x + (box.width * 79.5) / 90, box.y + box.height / 2)
  await expect(plot).toHaveAttribute('aria-valuetext', /: 300 members, 200 joined, 0 left$/)
})

test('days are chosen, kept in the address, downloaded, and refused with a reason', async ({
  page,
  tenant,
}) => {
  await grow(tenant)
  await openGrowth(page)
  await page.getByLabel('First day').fill(day(11))
  await page.getByLabel('Last day').fill(day(9))
  await page.getByRole('button', { name: 'Show days' }).click()
  await expect(page).toHaveURL(new RegExp(`from=${day(11)}&to=${day(9)}`))
  await expect(page.getByText(/from 100 to 300 members: 200 joined and 0 left/)).toBeVisible()
  await page.getByText('Show as table').click()
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download every day as CSV' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe('VIP growth.csv')
  expect((await readFile(await download.path(), 'utf8')).trim().split('\n')).toEqual([
    'day,members,joined,left',
    `${day(11)},100,0,0`,
    `${day(10)},300,200,0`,
    `${day(9)},300,0,0`,
  ])

  await page.getByLabel('First day').fill(day(5))
  await page.getByRole('button', { name: 'Show days' }).click()
  await expect(page.getByText('The first day is after the last.')).toBeVisible()
  await expectAccessible(page)
  await page.goBack()
  await expect(page.getByText(/from 100 to 300 members/)).toBeVisible()
})

test('a list without a sync says so; one day, no change and a viewer are shown right on a phone', async ({
  page,
  tenant,
}) => {
  await newVip(tenant)
  await openGrowth(page)
  await expect(page.getByText('No growth yet')).toBeVisible()
  await expectAccessible(page)

  await syncOn(tenant, 2, ids(1, 12))
  const viewer = await newUser(tenant, 'viewer', 'Vera Viewer')
  const theirs = await elsewhere(page)
  await theirs.setViewportSize({ width: 390, height: 844 })
  await signIn(theirs, viewer)
  await openGrowth(theirs)
  await expect(theirs.getByText(/from 0 to 12 members/)).toBeVisible()
  await theirs.goto(`${theirs.url()}?from=${day(0)}`)
  await expect(theirs.getByText(/On .* nobody joined or left: it has 12 members throughout/)).toBeVisible()
  await expect(theirs.getByRole('slider')).toHaveAttribute('aria-valuetext', /12 members, 0 joined, 0 left/)
  expect(await theirs.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  await expectAccessible(theirs)
  await theirs.context().close()
})
