// PostgreSQL refuses to run as root. As an ordinary user nothing is needed; root has three ways out, tried in turn.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

const nobody = 65534
const isRoot = process.getuid?.() === 0

const works = (command, args, options = {}) =>
  spawnSync(command, args, { cwd: '/', stdio: 'ignore', timeout: 10_000, ...options }).status === 0

/**
 * How to run PostgreSQL's programs on `folder`: a prefix for the command line, spawn options, and who owns the data.
 * @param {string} program an executable of PostgreSQL
 * @param {string} folder holds, or will hold, the data
 */
export function postgresUser(program, folder) {
  if (!isRoot) return { prefix: [], options: {} }
  const dropped = { uid: nobody, gid: nobody }
  const reach = 'test -x "$0" && "$0" --version && cd "$1"'
  if (openTo(folder, nobody) && works('/bin/sh', ['-c', reach, program, folder], dropped)) {
    return { prefix: [], options: dropped, owner: nobody }
  }
  close(folder)
  // Below a folder that only root enters, such as /root: root without its powers, in a user namespace where it has another number.
  const namespace = ['unshare', '--user', '--map-user=1000', '--']
  if (works(namespace[0], [...namespace.slice(1), program, '--version'])) {
    return { prefix: namespace, options: {}, owner: 0 }
  }
  // Where namespaces are forbidden, as in most containers: nobody, with the one power to pass closed folders.
  const passing = [
    'setpriv',
    ...[`--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'],
    ...['--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--'],
  ]
  if (works(passing[0], [...passing.slice(1), program, '--version'])) {
    return { prefix: passing, options: {}, owner: nobody }
  }
  throw new Error(
    `PostgreSQL does not run as root, and no other user can reach ${folder} or ${program}.\n` +
      'Start as an ordinary user, put the project where others may enter, or set DATABASE_URL.',
  )
}

/** Lets the group pass through `folder`, so that what lies in it can belong to another user; nobody may list it. */
function openTo(folder, gid) {
  try {
    fs.chownSync(folder, 0, gid)
    fs.chmodSync(folder, 0o710)
    return true
  } catch {
    return false
  }
}

function close(folder) {
  fs.chownSync(folder, 0, 0)
  fs.chmodSync(folder, 0o700)
}

/** Gives a folder and all in it to `owner`; a folder that was started another way before belongs to somebody else. */
export function giveTo(folder, owner) {
  if (owner === undefined || !fs.existsSync(folder) || fs.statSync(folder).uid === owner) return
  for (const entry of fs.readdirSync(folder, { recursive: true })) {
    fs.lchownSync(path.join(folder, entry), owner, owner)
  }
  fs.chownSync(folder, owner, owner)
}
