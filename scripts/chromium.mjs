// Which browser the end-to-end tests drive: the one named, Playwright's own, the system's, or one installed now.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { chromium } from '@playwright/test'

const isRoot = process.getuid?.() === 0
const onMac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** It calls nobody, and works where there is neither a display nor, for root, a sandbox. */
export const chromiumArgs = [
  ...(isRoot ? ['--no-sandbox'] : []),
  ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
]

/** The path of a Chromium, or undefined. CHROMIUM_PATH comes first. */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH
  const onPath = (process.env.PATH ?? '').split(path.delimiter)
  const ofSystem = onPath.flatMap((folder) => names.map((name) => path.join(folder, name)))
  return [named, chromium.executablePath(), ...ofSystem, onMac].find((file) => file && fs.existsSync(file))
}

/** Debian's own where we may install it: it brings the libraries that Playwright's download leaves out. */
export function installChromium() {
  const apt = (...args) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    return spawnSync('apt-get', args, { stdio: 'inherit', env }).status === 0
  }
  const debian = isRoot && fs.existsSync('/usr/bin/apt-get')
  if (debian) apt('update', '-q') && apt('install', '-qy', '--no-install-recommends', 'chromium')
  if (findChromium()) return
  spawnSync(process.execPath, ['node_modules/playwright/cli.js', 'install', 'chromium'], { stdio: 'inherit' })
}
