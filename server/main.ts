/**
 * What needs the rules: the commands that check, and the language server. They share nearly all of their code, so they are
 * one bundle, which `dist/cli.cjs` reads only for these commands and `dist/language.cjs` starts.
 */
export { explainCommand } from './cli/explainCommand.ts'
export { lintCommand } from './cli/lint/lintCommand.ts'
export { rulesCommand } from './cli/rulesCommand.ts'
export { startLanguageServer } from './language/main.ts'
