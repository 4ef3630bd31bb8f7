import path from 'node:path'
import { readAddresses } from '../../registry/addresses.ts'
import { type Asked, askRegistries } from '../../registry/askRegistries.ts'
import { readSome } from '../../workspace/readSome.ts'
import { packagesToAsk } from './packagesToAsk.ts'
import type { ReadRun } from './readFiles.ts'

const MOST_NPMRC_BYTES = 256 * 1024

/** Asks registries about the packages of a run. The only place of the command line that touches the network. */
export async function askOnline(read: ReadRun, env: Readonly<Record<string, string | undefined>>, home: string): Promise<Asked> {
  const file = Object.entries(env).find(([name]) => name.toLowerCase() === 'npm_config_userconfig')?.[1]
  const npmrc = readSome(file || path.join(home, '.npmrc'), MOST_NPMRC_BYTES)?.toString('utf8') ?? ''
  const addresses = readAddresses(env, npmrc)
  return askRegistries(packagesToAsk(read, addresses, home), addresses)
}
