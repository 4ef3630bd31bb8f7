import { describe, expect, it } from 'vitest'
// @ts-expect-error The harness is plain JavaScript, so that it runs without a build.
import { probeStdio } from '../bench/proxy/lib/probes-stdio.mjs'
import { PROXY } from './runProxy.ts'

type Outcomes = Readonly<Record<string, true | string>>

/** Every probe of the harness is a fresh start of the proxy in front of its server. */
async function probe(name: string, command: readonly string[]): Promise<Outcomes> {
  const target = { name, kind: 'stdio', command: [...command, '{server}'], ours: true }
  const results = await probeStdio([target], () => undefined)
  return results[name]
}

describe('what survives a proxy', () => {
  it('all probes of the harness', async () => {
    const outcomes = await probe('ours', [process.execPath, PROXY, '--'])
    expect(Object.keys(outcomes).length).toBeGreaterThanOrEqual(23)
    expect(Object.entries(outcomes).filter(([, outcome]) => outcome !== true)).toEqual([])
  }, 180_000)
})
