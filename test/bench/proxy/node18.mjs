#!/usr/bin/env node
// Clients start the proxy with whatever Node they find: the probes on the oldest one. Installs it once, outside the repository.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const VERSION = '18.20.8'
const here = (file) => fileURLToPath(new URL(file, import.meta.url))
const cache = path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'scopelight-node18')
const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
const node = path.join(cache, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

if (!existsSync(node)) {
  mkdirSync(cache, { recursive: true })
  writeFileSync(path.join(cache, 'package.json'), '{ "private": true }\n')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const options = ['--prefix', cache, '--save-exact', '--no-audit', '--no-fund', '--loglevel=error']
  const { status } = spawnSync(npm, ['install', ...options, `${name}@${VERSION}`], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error(`${name}@${VERSION} cannot be installed into ${cache}`)
}

const found = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()
if (found !== `v${VERSION}`) throw new Error(`"${node}" is ${found}, not v${VERSION}`)
console.log(`The proxy runs on Node ${found}.`)
const wrap = `ours='${node}' '${here('../../../dist/proxy.cjs')}' --`
const { status } = spawnSync(process.execPath, [here('run.mjs'), '--part', 'probes', '--only', 'ours', '--wrap', wrap], {
  stdio: 'inherit',
})
process.exit(status ?? 1)
