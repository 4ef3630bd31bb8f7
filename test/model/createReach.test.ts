import { describe, expect, it } from 'vitest'
import { createReach, isInReach } from '../../server/model/createReach.ts'
import { hostForFile } from '../../server/model/hostOf.ts'
import { type McpConfig, readMcpConfig } from '../../server/model/mcpConfig.ts'
import { parse } from '../../server/syntax/parse.ts'

function config(id: string, file: string): McpConfig {
  const host = hostForFile(id, file)
  if (!host) throw new Error(`no host ${id}`)
  return readMcpConfig(parse('{}', host.syntax.format), host, file)
}

const CONFIGS = [
  config('cursor', '~/.cursor/mcp.json'),
  config('claude-code', '.mcp.json'),
  config('claude-code', 'a/.mcp.json'),
  config('cursor', 'a/.cursor/mcp.json'),
  config('cursor', 'a/deep/.cursor/mcp.json'),
  config('cursor', 'ab/.cursor/mcp.json'),
  config('claude-code', 'b/.mcp.json'),
]
const reachOf = createReach(CONFIGS)
const around = (file: string) =>
  CONFIGS.filter((one) => one.file === file).flatMap((one) => reachOf(one).map((other) => other.file))

describe('what stands around a configuration of a run', () => {
  it('is what lies in its folder, above and below it, and what is of the user', () => {
    expect(around('a/.mcp.json')).toEqual(['~/.cursor/mcp.json', '.mcp.json', 'a/.cursor/mcp.json', 'a/deep/.cursor/mcp.json'])
    expect(around('a/deep/.cursor/mcp.json')).toEqual(['~/.cursor/mcp.json', '.mcp.json', 'a/.mcp.json', 'a/.cursor/mcp.json'])
    expect(around('b/.mcp.json')).toEqual(['~/.cursor/mcp.json', '.mcp.json'])
  })

  it('is everything for one at the root and for one of the user', () => {
    for (const file of ['.mcp.json', '~/.cursor/mcp.json'])
      expect(around(file)).toEqual(CONFIGS.map((one) => one.file).filter((one) => one !== file))
  })
})

it('says the same of each pair', () => {
  for (const one of CONFIGS)
    for (const other of CONFIGS) if (one !== other) expect(isInReach(one, other)).toBe(reachOf(one).includes(other))
})
