import type { FrameLocator, Page } from '@playwright/test'
import { db } from '@/lib/platform/db'
import { elsewhere, expect, expectAccessible, newUser, signIn, type Tenant, test } from './fixtures'

const toast = (page: Page, text: string) =>
  page
    .getByRole('region', { name: /Notifications/ })
    .getByRole('listitem')
    .filter({ hasText: text })

/** The e-mail as it is edited: a document of its own. */
const canvas = (page: Page): FrameLocator => page.frameLocator('#preview-frame')
const preview = (page: Page): FrameLocator => page.frameLocator('iframe[title="Preview"]')

/** What the block editor itself leaves without a name: blocks that can be dragged and edited in place, its zoom, its loader. */
const ofPuck = {
  except: [
    ['#preview-frame', '[data-puck-component]'],
    'select[class*="ViewportControls-zoomSelect"]',
    'span[class^="_Loader_"]',
  ],
}

/** A field of the block that is selected. */
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })

async function newMessage(page: Page, name: string): Promise<void> {
  await page.goto('/messages')
  await page.getByRole('button', { name: 'New message' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill(name)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await expect(canvas(page).getByRole('link', { name: 'unsubscribe' })).toBeVisible()
}

async function addBlock(page: Page, block: string, where?: string): Promise<void> {
  await page.getByRole('button', { name: 'Add block' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add block' })
  await dialog.getByLabel('Block').selectOption(block)
  if (where) await dialog.getByLabel('Where').selectOption(where)
  await dialog.getByRole('button', { name: 'Add block' }).click()
  await expect(dialog).toHaveCount(0)
}

const isSaved = (page: Page) => expect(page.getByRole('status').filter({ hasText: /^Saved$/ })).toBeVisible()

async function setStatus(page: Page, status: string): Promise<void> {
  await page.getByRole('button', { name: /^Status/ }).click()
  await page.getByRole('menuitemcheckbox', { name: status }).click()
}

async function newContacts({ call }: Tenant): Promise<void> {
  const contacts = [
    { id: 'ann', email: 'ann@shop.example', properties: { firstName: 'Ann' } },
    { id: 'bob', email: 'bob@shop.example' },
  ]
  const lines = contacts.map((contact) => JSON.stringify(contact)).join('\n')
  await call('POST', 'contacts', lines, 'application/x-ndjson')
  await call('PUT', 'audiences/vip', JSON.stringify({ name: 'VIP' }))
  await call('POST', 'audiences/vip/syncs?mode=replace', 'ann', 'text/plain')
}

test('a message is written, shown to each as they will get it, and made final', async ({ page, tenant }) => {
  await newContacts(tenant)
  await page.goto('/messages')
  await expect(page.getByText('No messages yet')).toBeVisible()
  await expectAccessible(page)
  await newMessage(page, 'Spring offer')
  await page.getByLabel('Subject').fill('Spring, ')
  await page.getByRole('button', { name: 'Insert personal field' }).first().click()
  await page.getByRole('menuitem', { name: 'First name' }).click()
  await expect(page.getByLabel('Subject')).toBeFocused()
  await page.keyboard.type('you')
  await expect(page.getByLabel('Subject')).toHaveValue('Spring, {{firstName|you}}')

  await addBlock(page, 'Dynamic content')
  await page.getByRole('button', { name: 'List: choose one' }).click()
  const audience = page.getByRole('option', { name: /VIP/ })
  await expect(audience.getByRole('img', { name: 'Audience, synced from outside' })).toBeVisible()
  await audience.click()
  await expect(canvas(page).getByText('Only for VIP')).toBeVisible()
  await addBlock(page, 'Heading', 'Inside, for the list')
  await field(page, 'Text').fill('For you, {{firstName|friend}}')
  await expect(canvas(page).getByRole('heading', { name: 'For you' })).toBeVisible()
  await isSaved(page)
  await expectAccessible(page, ofPuck)

  await setStatus(page, 'Final')
  const wrong = page.getByRole('dialog', { name: 'Not ready to be final' })
  await expect(wrong.getByText('The heading is empty.')).toBeVisible()
  await expectAccessible(page, ofPuck)
  await wrong.getByRole('listitem').filter({ hasText: 'The heading is empty.' }).getByRole('button').click()
  await expect(field(page, 'Text')).toHaveValue('')
  await field(page, 'Text').fill('Tulips')
  await addBlock(page, 'Button', 'After the selected block')
  await field(page, 'Link').fill('shop.example/sale')
  await field(page, 'Link').blur()
  await expect(field(page, 'Link')).toHaveValue('https://shop.example/sale')
  await canvas(page).locator('.email-text').first().click()
  await page.locator('.tiptap').filter({ visible: true }).click()
  await page.keyboard.type('All bulbs')
  await expect(canvas(page).getByText('All bulbs')).toBeVisible()
  await isSaved(page)

  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(preview(page).getByRole('heading', { name: 'Tulips' })).toBeVisible()
  await expect(preview(page).getByText('For you, friend')).toHaveCount(0)
  await page.getByRole('checkbox', { name: 'VIP' }).check()
  await expect(preview(page).getByText('For you, friend')).toBeVisible()
  await page.getByLabel('As a contact').fill('ann@shop.example')
  await page.keyboard.press('Enter')
  await expect(preview(page).getByText('For you, Ann')).toBeVisible()
  await page.getByLabel('As a contact').fill('bob')
  await page.keyboard.press('Enter')
  await expect(preview(page).getByText('For you')).toHaveCount(0)
  await page.getByLabel('Width').selectOption('Phone')
  await expectAccessible(page, ofPuck)
  await page.keyboard.press('Escape')

  await setStatus(page, 'Final')
  await expect(page.getByText('The message is final.')).toBeVisible()
  await expect(page.getByLabel('Subject')).not.toBeEditable()
  await expect(page.getByRole('button', { name: 'Add block' })).toHaveCount(0)
  await expectAccessible(page, ofPuck)
})

test('messages are filed, found, copied, renamed and deleted, as lists are', async ({ page, tenant }) => {
  expect(tenant.shortName).not.toBe('')
  await newMessage(page, 'Spring offer')
  await page.goto('/messages')
  const row = (name: string) =>
    page.getByRole('grid', { name: 'Messages' }).getByRole('row').filter({ hasText: name })
  const choose = async (name: string, item: string | RegExp) => {
    await row(name).click({ button: 'right' })
    await page.getByRole('menuitem', { name: item }).click()
  }
  await choose('Spring offer', 'Copy …')
  await page.getByRole('dialog').getByLabel('Name').fill('Summer offer')
  await page.keyboard.press('Enter')
  await expect(row('Summer offer')).toContainText('Concept')
  await choose('Summer offer', 'Rename …')
  await page.getByRole('dialog').getByLabel('Name').fill('spring OFFER')
  await page.keyboard.press('Enter')
  await expect(page.getByText('There is a message with this name already.')).toBeVisible()
  await page.getByRole('dialog').getByLabel('Name').fill('Autumn offer')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await page.getByRole('button', { name: 'New folder' }).click()
  await page.keyboard.type('Offers')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('treeitem', { name: /Offers/ })).toBeVisible()
  await choose('Autumn offer', /Move to folder/)
  await page.getByLabel('Folder', { exact: true }).selectOption('Offers')
  await page.getByRole('button', { name: 'Move message' }).click()
  await expect(toast(page, 'Moved “Autumn offer” to “Offers”')).toBeVisible()
  await page.getByRole('treeitem', { name: /Offers/ }).click()
  await expect(row('Spring offer')).toHaveCount(0)
  await expect(row('Autumn offer')).toBeVisible()
  await expectAccessible(page)

  await page.keyboard.press('Control+k')
  await page.keyboard.type('autu')
  await expect(page.getByRole('option', { name: /Autumn offer/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Autumn offer' })).toBeVisible()
  await page.goto('/messages')
  await choose('Autumn offer', 'Delete …')
  await page.getByRole('button', { name: 'Delete message' }).click()
  await expect(toast(page, 'Deleted “Autumn offer”')).toBeVisible()
  await expect(row('Autumn offer')).toHaveCount(0)
})

test('two who edit at once lose nothing, and a version comes back', async ({ page, tenant }) => {
  const colleague = await newUser(tenant, 'editor', 'Erik Editor')
  await newMessage(page, 'Shared')
  await page.getByLabel('Subject').fill('First')
  await isSaved(page)
  const theirs = await elsewhere(page)
  await signIn(theirs, colleague)
  await theirs.goto(new URL(page.url()).pathname)
  await theirs.getByLabel('Subject').fill('Theirs')
  await isSaved(theirs)
  await page.getByLabel('Subject').fill('Mine')
  await expect(page.getByText('Erik Editor saved this message while you edited it.')).toBeVisible()
  await expect(page.getByLabel('Subject')).toHaveValue('Mine')
  await expectAccessible(page, ofPuck)
  await page.getByRole('button', { name: 'Save mine as a copy' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Mine, kept')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Mine, kept' })).toBeVisible()
  await expect(page.getByLabel('Subject')).toHaveValue('Mine')

  await theirs.getByRole('button', { name: 'Versions' }).click()
  await theirs.getByRole('button', { name: /Test Owner · First/ }).click()
  await expectAccessible(theirs, ofPuck)
  await theirs.getByRole('button', { name: 'Restore version' }).click()
  await expect(theirs.getByLabel('Subject')).toHaveValue('First')
  await theirs.context().close()
})

test('what is written offline is kept, and saved once there is a connection', async ({ page, tenant }) => {
  expect(tenant.shortName).not.toBe('')
  await newMessage(page, 'Offline')
  await page.context().setOffline(true)
  await page.getByLabel('Subject').fill('Written in a tunnel')
  await expect(page.getByText('Roster could not be reached.')).toBeVisible()
  await page.context().setOffline(false)
  await isSaved(page)
  await page.reload()
  await expect(page.getByLabel('Subject')).toHaveValue('Written in a tunnel')
})

test('an image is taken in, made anew and shown; what is none is refused', async ({ page, tenant }) => {
  expect(tenant.shortName).not.toBe('')
  await newMessage(page, 'Picture')
  await addBlock(page, 'Image')
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
  const give = (mimeType: string, buffer: Buffer) =>
    page.getByLabel('Image file').filter({ visible: true }).setInputFiles({ name: 'a.png', mimeType, buffer })
  await give('image/png', Buffer.from(svg))
  await expect(page.getByText('This is no image that e-mail can show.')).toBeVisible()
  const pixel =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  await give('image/png', Buffer.from(pixel, 'base64'))
  await field(page, 'Alternative text').fill('A dot')
  const image = canvas(page).getByRole('img', { name: 'A dot' })
  await expect(image).toBeVisible()
  const src = (await image.getAttribute('src')) ?? ''
  const answer = await page.request.get(src)
  expect(answer.headers()).toMatchObject({
    'content-type': 'image/png',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  })
  const foreign = await page.request.post('/uploads/images', { headers: { origin: 'https://evil.example' } })
  expect(foreign.status()).toBe(403)
})

test('no script of a message runs, whatever lies in the database', async ({ page, tenant }) => {
  expect(tenant.shortName).not.toBe('')
  await newMessage(page, 'Hostile')
  const path = new URL(page.url()).pathname
  const html =
    '<script>window.top.hacked = 1</script><img src=x onerror="window.top.hacked = 1">' +
    '<p onclick="window.top.hacked = 1">Harmless</p><a href="javascript:window.top.hacked = 1">Click</a>'
  const blocks = [
    { type: 'Text', props: { id: 'a', html } },
    {
      type: 'Image',
      props: {
        id: 'b',
        src: 'javascript:1',
        alt: '"><script>top.hacked=1</script>',
        width: 20,
        link: 'javascript:top.hacked=1',
        align: 'left',
      },
    },
    {
      type: 'Button',
      props: {
        id: 'c',
        label: '<img src=x onerror=top.hacked=1>',
        link: 'javascript:top.hacked=1',
        align: 'left',
      },
    },
  ]
  await db().message.update({
    where: { accountId_id: await keyOf(path) },
    data: { content: { root: {}, content: blocks } },
  })
  const ran = () => page.evaluate('window.hacked')
  const answer = await page.goto(`${path}/preview.html`)
  expect(answer?.headers()['content-security-policy']).toContain("sandbox; default-src 'none'")
  expect(await answer?.text()).not.toMatch(/<script|onerror=|onclick=|javascript:/)
  await page.goto(path)
  await expect(canvas(page).getByText('Harmless')).toBeVisible()
  await canvas(page).getByText('Click').click()
  expect(await ran()).toBeUndefined()
  await page.getByRole('button', { name: 'Preview' }).click()
  await preview(page).getByText('Harmless').click()
  await preview(page).getByText('Click').click()
  await expect(page.getByTitle('Preview')).toHaveAttribute('sandbox', '')
  expect(await ran()).toBeUndefined()
})

test('a viewer reads a message and changes nothing', async ({ page, tenant }) => {
  const viewer = await newUser(tenant, 'viewer', 'Vera Viewer')
  await newMessage(page, 'Read me')
  const theirs = await elsewhere(page)
  await signIn(theirs, viewer)
  await theirs.goto('/messages')
  await expect(theirs.getByRole('button', { name: 'New message' })).toHaveCount(0)
  await theirs.getByRole('link', { name: 'Read me' }).click()
  await expect(theirs.getByText('You can look at this message.')).toBeVisible()
  await expect(theirs.getByLabel('Subject')).not.toBeEditable()
  await expect(theirs.getByRole('button', { name: /Add block|^Status/ })).toHaveCount(0)
  await expectAccessible(theirs, ofPuck)
  await theirs.context().close()
})

/** The message that a page is of. */
async function keyOf(path: string): Promise<{ accountId: number; id: bigint }> {
  const id = BigInt(path.split('/').at(-1) ?? '')
  const { accountId } = await db().message.findFirstOrThrow({ where: { id } })
  return { accountId, id }
}
