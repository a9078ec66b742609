import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type Locked = { version?: string; optionalDependencies?: Record<string, string> }

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, Locked>
}

/** Whether a package at `place` in the tree finds `name`: beside itself, or in any folder above. */
function isFoundFrom(place: string, name: string): boolean {
  if (packages[`${place === '' ? '' : `${place}/`}node_modules/${name}`]) return true
  return (
    place !== '' && isFoundFrom(place.slice(0, place.lastIndexOf('node_modules/')).replace(/\/$/, ''), name)
  )
}

// npm forgets the packages of other systems when it writes the file beside installed packages, or cannot
// reach them; `npm ci` then refuses to install anywhere.
test('the lock file names the packages of every system, not only of the one it was written on', () => {
  const missing = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isFoundFrom(place, name)),
  )
  expect(missing).toEqual([])
})
