import { describe, expect, it } from 'vitest'
import { lint } from '../../server/lint/lint.ts'
import type { Host } from '../../server/model/host.ts'
import { hostForFile } from '../../server/model/hostOf.ts'
import { RULES } from '../../server/rules/index.ts'
import { marksOut } from '../../server/rules/marks.ts'
import { type BadExample, type Finding, SEVERITIES } from '../../server/rules/rule.ts'
import { WHILE_OFF } from '../../server/rules/whileOff.ts'
import { applyEdits, applyPatches } from '../../server/syntax/patch.ts'
import { contextOf } from './exampleContext.ts'
import { loadRules } from './loadRules.ts'

/** Rules that speak of an entry its host does not start, as loudly as of any other, and why that is right. */
const SPEAK: Readonly<Record<string, string>> = {
  // What stands in the file can be read and used by whoever has the file.
  'disabled-server-keeps-credential': 'is about such entries',
  'dsn-with-password': 'a secret in the file',
  'expired-credential': 'what stands in the file',
  'hardcoded-secret': 'a secret in the file',
  'jwt-broad-claims': 'a token that works for whoever copies it',
  'jwt-excessive-lifetime': 'a token that works for whoever copies it',
  'private-key-material': 'a secret in the file',
  'secret-in-args': 'a secret in the file',
  'secret-in-url': 'a secret in the file',
  // What the host cannot read, or reads otherwise than its writer means, is so before it starts anything.
  'args-wrong-type': 'the host cannot read it',
  'command-contains-arguments': 'the host cannot read it',
  'config-parse-error': 'the host cannot read the file',
  'duplicate-server-key': 'one of them is not read at all',
  'field-of-other-host': 'the host does not know the key',
  'generic-server-name': 'the name of the entry',
  'hidden-text-in-config': 'what people do not see',
  'missing-launch-target': 'the host cannot read it',
  'servers-wrong-shape': 'the host cannot read it',
  'timeout-unit-mismatch': 'the host reads another number',
  'transport-field-conflict': 'the host cannot read it',
  'unknown-transport-type': 'the host cannot read it',
  'unsupported-variable-syntax': 'the host cannot read it',
  'url-without-type': 'the host cannot read it',
  'wrong-root-key': 'the host does not find it',
  'dead-approval-key': 'a key that is not read',
  'inert-approval-wildcard': 'a key that is read otherwise',
  'tool-enabled-and-disabled': 'a contradiction in the file',
  // What must not be on the machine.
  'known-malicious-package': 'it may have been fetched before',
  // About comments.
  'suppression-without-reason': 'a comment',
  'unused-suppression': 'a comment',
}
/** Where the code comes from: one severity lower, since a switch in the window of the host starts it. */
const LOWER = [
  'archived-server',
  'guardrail-ineffective-version',
  'known-vulnerable-version',
  'loader-env-override',
  'mutable-image-tag',
  'registry-override',
  'remote-code-bootstrap',
  'shell-wrapper',
  'typosquat-package',
  'unpinned-git-source',
  'unpinned-package',
  'wrong-ecosystem-package',
]

/** Hosts with a switch per entry that read what stands in files of one without. */
const STAND_INS = ['kiro', 'cline', 'roo', 'windsurf', 'codex', 'opencode', 'zed']
const EVERYTHING = { persona: 'auditor', severities: {} } as const

const loaded = await loadRules()
const cases = loaded.flatMap(({ rule: { meta }, examples }) =>
  examples.bad.flatMap((example, at) => {
    const pair = onAndOff(example, example.judged ?? meta.id)
    return pair ? [{ id: meta.id, at: at + 1, ...pair }] : []
  }),
)

interface Pair {
  readonly on: readonly Finding[]
  readonly off: readonly Finding[]
  readonly text: string
}

/** What is said of an example as it stands, and with all its servers switched off; undefined where no host can say that. */
function onAndOff(example: BadExample, judged: string): Pair | undefined {
  for (const id of new Set([example.host, ...STAND_INS])) {
    const file = id === example.host ? (example.file ?? '') : ''
    const host = hostForFile(id, file)
    const off = host?.names.disabled
    if (!host || !off) continue
    const text = marksOut(example.text).text
    const before = read(example, host, text)
    const on = before.findings.filter(({ rule }) => rule === judged)
    if (on.length === 0 || before.config.servers.length === 0) continue
    const patches = before.config.servers.map(({ path }) => ({
      op: 'set' as const,
      path: [...path, off.field],
      value: off.when,
    }))
    const switchedOff = applyEdits(text, applyPatches(before.config.tree, patches))
    const after = read(example, host, switchedOff)
    if (after.config.servers.some(({ enabled }) => enabled)) continue
    return { on, off: after.findings.filter(({ rule }) => rule === judged), text: switchedOff }
  }
  return undefined
}

function read(example: BadExample, host: Host, text: string) {
  const file = host.id === example.host && example.file ? example.file : 'a/file.json'
  // One rule at a time would hide nothing from another; what absorbs is not the question here.
  const rules = RULES.map(({ meta, ...rule }) => ({ ...rule, meta: { ...meta, absorbs: [] } }))
  return lint({ file, text }, host, rules, EVERYTHING, undefined, contextOf(example))
}

describe('an entry that its host does not start', () => {
  it.each(cases)('is judged by $id as its example $at wants', ({ id, on, off, text }) => {
    const loud = on.map(({ severity }) => severity)
    const quiet = off.map(({ severity }) => severity)
    const lower = loud.map((severity) => SEVERITIES[Math.max(0, SEVERITIES.indexOf(severity) - 1)])
    expect(quiet, text).toEqual(LOWER.includes(id) ? lower : id in SPEAK ? loud : [])
  })

  it('needs its suppressions as soon as it starts, so none of them is told to be unused', () => {
    const host = hostForFile('zed', '')
    if (!host) throw new Error('no host')
    const text = (enabled: boolean): string => `{"context_servers":{
      // scopelight-ignore unrestricted-egress: it only reads our own pages
      "fetch":{"enabled":${enabled},"command":"uvx","args":["mcp-server-fetch==2026.1.1"]}}}`
    const said = (enabled: boolean) => lint({ file: 'settings.json', text: text(enabled) }, host, RULES, EVERYTHING)
    expect(said(true).suppressed.map(({ finding }) => finding.rule)).toEqual(['unrestricted-egress'])
    for (const enabled of [true, false])
      expect(said(enabled).findings.map(({ rule }) => rule)).not.toContain('unused-suppression')
  })

  it('is looked at by most rules', () => {
    expect(new Set(cases.map(({ id }) => id)).size).toBeGreaterThan(85)
  })

  it('is judged by rules that exist', () => {
    const ids = RULES.map(({ meta }) => meta.id)
    for (const id of [...Object.keys(WHILE_OFF), ...Object.keys(SPEAK), ...LOWER]) expect(ids).toContain(id)
  })
})
