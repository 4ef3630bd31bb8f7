import path from 'node:path'
import { Client as ModernClient } from '@modelcontextprotocol/client'
import { StdioClientTransport as ModernTransport } from '@modelcontextprotocol/client/stdio'
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport as LegacyTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { parse } from 'jsonc-parser'
import type { Workbench } from './workbench.ts'

export interface Peer {
  call(name: string, args: Record<string, unknown>): Promise<unknown>
  close(): Promise<void>
}

/** Starts a server by the exact command line its entry has in the file, as the host would, and connects to it. */
export async function connect(era: 'modern' | 'legacy', workbench: Workbench, file: string, name: string): Promise<Peer> {
  const entry = parse(workbench.readFile(file)).servers[name]
  const expand = (text: string) => text.replaceAll('${workspaceFolder}', workbench.workspace)
  const parameters = {
    command: expand(entry.command),
    args: entry.args.map(expand),
    env: { PATH: process.env.PATH ?? '', HOME: path.dirname(workbench.state), SCOPELIGHT_HOME: workbench.state, ...entry.env },
    stderr: 'pipe' as const,
  }
  const about = { name: era === 'modern' ? 'release-agent' : 'release-agent-legacy', version: '1.0.0' }
  if (era === 'modern') {
    const client = new ModernClient(about)
    await client.connect(new ModernTransport(parameters))
    return { call: (tool, args) => client.callTool({ name: tool, arguments: args }), close: () => client.close() }
  }
  const client = new LegacyClient(about)
  await client.connect(new LegacyTransport(parameters))
  return { call: (tool, args) => client.callTool({ name: tool, arguments: args }), close: () => client.close() }
}
