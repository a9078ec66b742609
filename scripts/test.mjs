// npm test: every check there is, one after the other whatever fails, and a count at the end.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readJson } from './files.mjs'
import { installationAt, root, settingsOfInstallation } from './installation.mjs'
import { setUp } from './setup.mjs'
import { startTrial } from './trial-install.mjs'

const say = (line) => process.stdout.write(`${line}\n`)
const scratch = fs.mkdtempSync(path.join(tmpdir(), 'roster-checks-'))
const bin = (file) => path.join(root, 'node_modules', file)
const sources = ['app', 'components', 'lib', 'scripts', 'e2e', 'instrumentation.ts']
let passed = 0
let failed = 0

/** Runs a Node program of ours; resolves to whether it succeeded, and what it wrote when asked to keep that. */
function run(args, { env = {}, quiet = false } = {}) {
  return new Promise((resolve) => {
    const stdio = ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit']
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
    child.once('close', (code) => resolve({ ok: code === 0, output }))
  })
}

/** `check` answers how many passed and failed; one that throws counts as a failure. */
async function step(name, check) {
  say(`\n▸ ${name}`)
  const since = Date.now()
  const counts = await check().catch((error) => {
    say(error.message)
    return { passed: 0, failed: 1 }
  })
  passed += counts.passed
  failed += counts.failed
  const outcome = counts.failed > 0 ? 'FAILED' : 'ok'
  say(
    `${outcome}: ${name}, ${counts.passed} passed, ${counts.failed} failed, ${(Date.now() - since) / 1000} s`,
  )
  return { name, ...counts }
}

const once = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 })

/** A check that is one yes or no; what it says matters only when it fails. */
async function verdict(...commands) {
  for (const args of commands) {
    const { ok, output } = await run(args, { quiet: true })
    if (ok) continue
    say(output)
    return once(false)
  }
  return once(true)
}

/** It has been seen to look at nothing and be content: the files it saw are counted against those there are. */
async function importRules() {
  const args = [
    bin('dependency-cruiser/bin/dependency-cruise.mjs'),
    '--config',
    '.config/dependency-cruiser.mjs',
  ]
  const present = sources.filter((source) => fs.existsSync(path.join(root, source)))
  const { ok, output } = await run([...args, '--output-type', 'json', ...present], { quiet: true })
  const { modules, summary } = JSON.parse(output)
  for (const { rule, from, to } of summary.violations) say(`${rule.severity} ${rule.name}: ${from} → ${to}`)
  const seen = new Set(modules.map(({ source }) => source))
  const missed = present.flatMap(codeUnder).filter((file) => !seen.has(file))
  if (missed.length > 0) say(`Not looked at: ${missed.join(', ')}`)
  return once(ok && summary.violations.length === 0 && missed.length === 0)
}

function codeUnder(entry) {
  if (entry === 'lib/platform/generated') return []
  if (fs.statSync(path.join(root, entry)).isFile()) return /\.(tsx?|mjs)$/.test(entry) ? [entry] : []
  return fs.readdirSync(path.join(root, entry)).flatMap((name) => codeUnder(`${entry}/${name}`))
}

async function unitTests() {
  const report = path.join(scratch, 'unit.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { ok } = await run([bin('vitest/vitest.mjs'), 'run', '--config', '.config/vitest.ts', ...reporters])
  const { testResults = [], numPassedTests = 0, numFailedTests = 0 } = readJson(report) ?? {}
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  )
  return counted(ok, numPassedTests, numFailedTests + broken.length)
}

/** No test at all, or an end without a failed test to show for it, is a failure of its own. */
function counted(ok, passes, failures) {
  const unexplained = passes + failures === 0 || (!ok && failures === 0)
  return { passed: passes, failed: failures + (unexplained ? 1 : 0) }
}

/** Against a whole install of its own: the production build, a new database, the demo. */
async function endToEnd() {
  const { findChromium, installChromium } = await import('./chromium.mjs')
  if (!findChromium()) installChromium()
  const install = await startTrial({ folder: path.join(scratch, 'data') })
  try {
    const report = path.join(scratch, 'e2e.json')
    const { url, ...settings } = settingsOfInstallation(installationAt(install.folder))
    const reporting = { ROSTER_URL: install.url, PLAYWRIGHT_JSON_OUTPUT_FILE: report }
    const env = { ...settings, ROSTER_DATA: install.folder, APP_URL: '', ...reporting }
    const { ok } = await run([bin('@playwright/test/cli.js'), 'test', '-c', 'e2e'], { env })
    const { stats = {}, errors = [] } = readJson(report) ?? {}
    return counted(ok, (stats.expected ?? 0) + (stats.flaky ?? 0), (stats.unexpected ?? 0) + errors.length)
  } finally {
    await install.stop()
  }
}

async function main() {
  process.chdir(root)
  await setUp({ build: false, say })
  const done = [
    await step('Format and lint', () => verdict([bin('@biomejs/biome/bin/biome'), 'check', '.'])),
    await step('Types', () =>
      verdict([bin('next/dist/bin/next'), 'typegen'], [bin('typescript/bin/tsc'), '--incremental', 'false']),
    ),
    await step('Import rules', importRules),
    await step('Unused code', () => verdict([bin('knip/bin/knip.js')])),
    await step('Unit and integration tests', unitTests),
    await step('Build', () => setUp({ say }).then(() => once(true))),
    await step('End-to-end tests', endToEnd),
  ]
  say('')
  for (const { name, ...counts } of done) say(`${name}: ${counts.passed} passed, ${counts.failed} failed`)
}

try {
  await main()
} catch (error) {
  failed += 1
  say(error.stack)
} finally {
  fs.rmSync(scratch, { recursive: true, force: true })
}
say(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
