import { defineConfig } from '@playwright/test'
import { chromiumArgs, findChromium } from '../scripts/chromium.mjs'

// What a test sets up by itself is not news of the install.
process.env['LOG_LEVEL'] ??= 'silent'

const executablePath = findChromium()

/** First and alone: it times a start, which no other test's browser may slow down. */
const start = 'start.spec.ts'
/** Last and alone: they kill, and fill disks, that others would be measured against. */
const chaos = ['sync-chaos.spec.ts', 'disk-full.spec.ts']

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
  projects: [
    // A busy machine may break a connection once. Who needed the second try is told as flaky.
    { name: 'start', testMatch: start, retries: 1 },
    { name: 'journeys', testIgnore: [start, ...chaos], retries: 1, dependencies: ['start'] },
    { name: 'chaos', testMatch: chaos, dependencies: ['journeys'] },
  ],
  forbidOnly: Boolean(process.env['CI']),
  // The longest takes a third of this on two cores.
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ? [['list'], ['json']] : [['list']],
  use: {
    baseURL: process.env['ROSTER_URL'] ?? 'http://localhost:3000',
    launchOptions: { args: chromiumArgs, ...(executablePath && { executablePath }) },
    trace: 'retain-on-failure',
  },
})
