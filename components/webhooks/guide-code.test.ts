import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { eventNotes } from '@/lib/webhooks/schema'
import { message, verifyInNode, verifyInPython } from './guide-code'

const documented = readFileSync('docs/webhooks.md', 'utf8')

it.each([
  ['http', message],
  ['js', verifyInNode],
  ['python', verifyInPython],
])('the page shows the %s code that the documentation has', (language, code) => {
  expect(documented).toContain(`\`\`\`${language}\n${code}\n\`\`\``)
})

it('the documentation names every event', () => {
  for (const event of Object.keys(eventNotes)) expect(documented).toContain(`| \`${event}\``)
})
