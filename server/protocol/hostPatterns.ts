/** Globs of the configuration files of every host, relative to any folder. Generated from server/model/hosts. */
export const HOST_FILE_PATTERNS: readonly string[] = [
  '**/.claude.json',
  '**/.cursor/mcp.json',
  '**/.mcp.json',
  '**/.vscode/mcp.json',
  '**/User/mcp.json',
  '**/User/profiles/*/mcp.json',
  '**/claude_desktop_config.json',
  '**/managed-mcp.json',
]
