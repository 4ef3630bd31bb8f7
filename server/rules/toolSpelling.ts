type Spell = (server: string, tool: string) => string

const SPELLINGS: Readonly<Record<string, Spell>> = {
  mcpAllowlist: (server, tool) => `${server}:${tool}`,
  allowedTools: (server, tool) => `@${server}/${tool}`,
  tools: (server, tool) => `${server}/${tool}`,
  alwaysAllow: (_, tool) => tool,
  autoApprove: (_, tool) => tool,
}

/** How a line of this list names one tool; `like` is a line of it, since Cursor's lists have the names of Claude Code's. */
export function spelling(list: string, like: string): Spell | undefined {
  if (/^permissions\.(?:allow|ask|deny)$/.test(list)) {
    return like.startsWith('Mcp(') ? (server, tool) => `Mcp(${server}:${tool})` : (server, tool) => `mcp__${server}__${tool}`
  }
  return Object.hasOwn(SPELLINGS, list) ? SPELLINGS[list] : undefined
}
