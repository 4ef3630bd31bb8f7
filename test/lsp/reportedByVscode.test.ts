import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { isReportedByVscode } from '../../server/language/reportedByVscode.ts'
import { lint } from '../../server/lint/lint.ts'
import { hostForFile } from '../../server/model/hostOf.ts'
import { RULES } from '../../server/rules/index.ts'

const FILE = '.vscode/mcp.json'

/** The parts of VS Code's schema of mcp.json that our rules also speak of (microsoft/vscode@0b37532c, checked 2026-11). */
const local = {
  type: 'object',
  additionalProperties: false,
  properties: {
    type: { enum: ['stdio'] },
    command: { type: 'string' },
    cwd: { type: 'string' },
    args: { type: 'array', items: { type: 'string' } },
    envFile: { type: 'string' },
    env: { additionalProperties: { anyOf: [{ type: 'null' }, { type: 'string' }, { type: 'number' }] } },
    dev: { type: 'object' },
  },
}
const remote = {
  type: 'object',
  additionalProperties: false,
  required: ['url'],
  properties: {
    type: { enum: ['http', 'sse'] },
    url: { type: 'string' },
    headers: { type: 'object', additionalProperties: { type: 'string' } },
    dev: { type: 'object' },
  },
}
const isRight = new Ajv({ strict: false }).compile({
  type: 'object',
  additionalProperties: false,
  properties: { servers: { additionalProperties: { oneOf: [local, remote] } }, inputs: { type: 'array' } },
})

function findings(text: string) {
  const host = hostForFile('vscode', FILE)
  if (!host) throw new Error('no host')
  const { findings: all, config } = lint({ file: FILE, text }, host, RULES)
  return all.map((finding) => ({ rule: finding.rule, said: isReportedByVscode(finding, config) }))
}

describe('what VS Code says itself about its mcp.json', () => {
  it.each([
    ['unknown-transport-type', '{"servers":{"a":{"type":"websocket","url":"https://mcp.acme.example/mcp"}}}'],
    ['args-wrong-type', '{"servers":{"a":{"command":"/opt/a","args":"--read-only"}}}'],
    ['args-wrong-type', '{"servers":{"a":{"command":"/opt/a","env":{"DEBUG":true}}}}'],
    ['args-wrong-type', '{"servers":{"a":{"url":"https://mcp.acme.example/mcp","headers":{"X-Level":3}}}}'],
    ['servers-wrong-shape', '{"servers":{"a":{"command":["/opt/a"]}}}'],
    ['servers-wrong-shape', '{"servers":{"a":"/opt/a"}}'],
  ])('is not said again by %s in %s', (rule, text) => {
    expect(isRight(JSON.parse(text))).toBe(false)
    expect(findings(text)).toContainEqual({ rule, said: true })
  })

  it.each([
    ['missing-launch-target', '{"servers":{"a":{"env":{"LEVEL":"info"}}}}'],
    ['args-wrong-type', '{"servers":{"a":{"command":"/opt/a","env":["LEVEL=info"]}}}'],
    ['servers-wrong-shape', '{"servers":[{"name":"a","command":"/opt/a"}]}'],
    ['undeclared-input', '{"servers":{"a":{"command":"/opt/a","env":{"KEY":"${input:key}"}}}}'],
  ])('leaves to us what its schema lets pass: %s in %s', (rule, text) => {
    expect(isRight(JSON.parse(text))).toBe(true)
    expect(findings(text)).toContainEqual({ rule, said: false })
  })

  it('leaves what stands under a key it does not know, since it looks no further there', () => {
    const said = findings('{"mcpServers":{"a":{"type":"websocket","command":"/opt/a","args":"x"}}}')
    expect(said).toContainEqual({ rule: 'wrong-root-key', said: false })
    expect(said).toContainEqual({ rule: 'unknown-transport-type', said: false })
    expect(said).toContainEqual({ rule: 'args-wrong-type', said: false })
  })
})
