import type { Host } from '../model/host.ts'
import { readersOf } from '../model/hostOf.ts'
import type { McpConfig } from '../model/mcpConfig.ts'

/**
 * The other hosts that read this very file, by its name and place: `.mcp.json` belongs to Claude Code, and Copilot CLI,
 * VS Code and Visual Studio read it too. What is right for one of them may be there for it, so a finding that holds only for
 * the host in question says which one, and weighs less.
 */
export function otherReaders({ file, host }: Pick<McpConfig, 'file' | 'host'>): readonly Host[] {
  return readersOf(file).filter(({ id }) => id !== host.id)
}

/** Their names as a list in a sentence: `Copilot CLI and VS Code`. */
export function namesOfHosts(hosts: readonly Host[]): string {
  const names = hosts.map(({ name }) => name)
  const last = names.at(-1) ?? ''
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last}` : last
}
