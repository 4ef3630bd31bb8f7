import type { McpConfig } from '../model/mcpConfig.ts'

/** Who reads the file, as people call the program: its settings are no program of their own. */
export function hostName({ host: { name, program } }: Pick<McpConfig, 'host'>): string {
  return program ?? name
}
