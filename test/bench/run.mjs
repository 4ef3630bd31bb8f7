// `npm run bench` measures everything at full size; `npm run bench -- NAME` one part. Each part judges ratios against a
// floor or a peer of the same run, or CPU of one thread, never absolute time.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const here = (file) => fileURLToPath(new URL(file, import.meta.url))
const ours = ['--wrap', `ours=node ${here('../../dist/proxy.cjs')} --`]

const PARTS = {
  proxy: [[here('proxy/run.mjs'), ...ours, '--budget', 'observe']],
  'proxy-node18': [[here('proxy/node18.mjs')]],
  'proxy-soak': [[here('proxy/soak.mjs')]],
  viewer: [[here('viewer/run.mjs'), here('viewer/target.json')]],
  'trace-reader': [[here('viewer/host.bench.mjs')]],
  language: [[here('lsp/bench.mjs'), '--budget'], [here('lsp/soak.mjs')]],
  cli: [[here('cli/bench.mjs'), '--budget']],
}

const [name] = process.argv.slice(2).filter((word) => !word.startsWith('-'))
if (name !== undefined && !Object.hasOwn(PARTS, name)) {
  console.error(`There is no benchmark "${name}". Choose one of ${Object.keys(PARTS).join(', ')}.`)
  process.exit(2)
}

let failures = 0
for (const [part, commands] of Object.entries(PARTS)) {
  if (name !== undefined && part !== name) continue
  for (const command of commands) {
    console.log(`\n== ${part}`)
    if (spawnSync(process.execPath, command, { stdio: 'inherit' }).status !== 0) failures += 1
  }
}
process.exit(failures === 0 ? 0 : 1)
