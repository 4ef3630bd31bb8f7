import type { McpConfig } from '../model/mcpConfig.ts'
import type { Finding } from '../rules/rule.ts'

interface Reported {
  readonly rule: string
  /** What VS Code's own schema of `mcp.json` says about the same place. */
  readonly schema: string
  /** Where the schema says it only about a part of what the rule reports. */
  readonly when?: (finding: Finding, config: McpConfig) => boolean
}

/**
 * What VS Code itself underlines in its own `mcp.json`, from the schema it ships (microsoft/vscode@0b37532c
 * mcpConfiguration.ts, checked 2026-11). That a key is not allowed is in the schema too (`wrong-root-key`,
 * `field-of-other-host`), but not what happens to the servers below it nor how it is spelt here: those stay.
 */
const REPORTED: readonly Reported[] = [
  { rule: 'unknown-transport-type', schema: '"type" is one of "stdio", "http" and "sse"' },
  {
    rule: 'args-wrong-type',
    schema: '"args" is a list of strings, "headers" are strings, and a value of "env" is a string, a number or null',
    // Of "env" itself the schema wants no type.
    when: ({ path }) => path.at(-1) !== 'env',
  },
  { rule: 'servers-wrong-shape', schema: 'a server is an object, and "command" a string', when: ({ path }) => path.length > 1 },
]

/** The schema looks at "servers" and says of any other root key only that it is not allowed: nothing below that is checked. */
export function isReportedByVscode(finding: Finding, config: McpConfig): boolean {
  if (!hasVscodeSchema(config)) return false
  const row = REPORTED.find(({ rule }) => rule === finding.rule)
  return row !== undefined && (row.when?.(finding, config) ?? true)
}

/** Whether VS Code's own schema of `mcp.json` is about the servers of this file. */
export function hasVscodeSchema({ host, foreignServers, file }: McpConfig): boolean {
  return host.id === 'vscode' && !foreignServers && /(?:^|[\\/])mcp\.json$/.test(file)
}
