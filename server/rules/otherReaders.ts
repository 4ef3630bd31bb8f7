import type { Host } from '../model/host.ts'
import { readersOf } from '../model/hostOf.ts'
import type { McpConfig } from '../model/mcpConfig.ts'
import { inWords } from './inWords.ts'

/**
 * All hosts that read a file of this name and place: its owner, then those that read it as well, such as Copilot CLI, VS Code
 * and Visual Studio the `.mcp.json` of Claude Code. A host is none of them whose own files happen to have such a name, nor is
 * the one that stands for a reader nobody knows.
 */
export function sharedBy(file: string): readonly Host[] {
  if (last?.file === file) return last.hosts
  const hosts = readersOf(file)
    .filter(({ id }) => id !== 'generic')
    .filter((reader, at) => at === 0 || reader.file?.borrowed === true)
  last = { file, hosts }
  return hosts
}

/** Several rules ask about one file, at every key. */
let last: { readonly file: string; readonly hosts: readonly Host[] } | undefined

/**
 * Those but the one in question. What is right for one of them may be there for it, so a finding that holds only for the host
 * in question says which one it is right for, and weighs less.
 */
export function otherReaders({ file, host }: Pick<McpConfig, 'file' | 'host'>): readonly Host[] {
  return sharedBy(file).filter(({ id }) => id !== host.id)
}

/** Their names as a list in a sentence: `Copilot CLI and VS Code`. */
export function namesOfHosts(hosts: readonly Host[]): string {
  return inWords(hosts.map(({ name }) => name))
}
