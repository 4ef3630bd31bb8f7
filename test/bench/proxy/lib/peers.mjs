// Installs the peers at their pinned versions into a directory outside the repository.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readJson } from './targets.mjs'

/** Returns the peers as targets; installs them on the first call. */
export function peerTargets(directory) {
  const { packages, targets } = readJson('peers.json')
  const pins = Object.entries(packages).map(([name, version]) => `${name}@${version}`)
  const root =
    directory ?? join(tmpdir(), `proxy-bench-peers-${createHash('sha256').update(pins.join()).digest('hex').slice(0, 8)}`)
  const modules = join(root, 'node_modules')
  if (!Object.keys(packages).every((name) => existsSync(join(modules, name, 'package.json')))) {
    console.error(`installing ${pins.join(', ')} into a temporary directory`)
    mkdirSync(root, { recursive: true })
    writeFileSync(join(root, 'package.json'), '{ "private": true }\n')
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
    const options = ['--prefix', root, '--save-exact', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
    const { status } = spawnSync(npm, ['install', ...options, ...pins], {
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    })
    if (status !== 0) throw new Error('npm install of the peers failed')
  }
  return targets.map((target) => ({ ...target, peers: modules, bridge: true }))
}
