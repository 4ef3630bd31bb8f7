import type { Command } from './cli/command.ts'

/**
 * What needs the rules: the commands that check, and the language server. They share nearly all of their code, so they are
 * one bundle, which `dist/cli.cjs` reads only for these commands and `dist/language.cjs` starts. Each is set up only when it is
 * asked for, since none needs all of what the others do.
 */
export const COMMANDS: Readonly<Record<'lint' | 'rules' | 'explain', () => Promise<Command>>> = {
  lint: async () => (await import('./cli/lint/lintCommand.ts')).lintCommand,
  rules: async () => (await import('./cli/rulesCommand.ts')).rulesCommand,
  explain: async () => (await import('./cli/explainCommand.ts')).explainCommand,
}

export async function startLanguageServer(args: readonly string[]): Promise<void> {
  const { startLanguageServer: start } = await import('./language/main.ts')
  start(args)
}
