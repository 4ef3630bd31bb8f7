import type { Connection } from 'vscode-languageserver/node'
import type { LintSettings } from '../lint/lint.ts'
import type { WorkspaceSettings } from '../model/workspaceSettings.ts'
import { DEFAULT_LANGUAGE_SETTINGS, type LanguageSettings } from '../protocol/settings.ts'
import { RULE_IDS } from '../rules/ruleIds.ts'
import type { Abilities } from './abilities.ts'
import { readSettings } from './settings.ts'
import { firstOf, warn } from './tellClient.ts'

/** How long the first check waits for a client that says it answers `workspace/configuration` and then does not. */
const LONGEST_WAIT_MS = 1_000

/** The settings in force: asked for where the client answers, else what it sends. */
export class Configuration {
  readonly #connection: Connection
  readonly #abilities: Abilities
  readonly #warned = new Set<string>()
  #settings: LanguageSettings = DEFAULT_LANGUAGE_SETTINGS
  #ready: Promise<void> = Promise.resolve()

  constructor(connection: Connection, abilities: Abilities) {
    this.#connection = connection
    this.#abilities = abilities
    this.#read(abilities.initialSettings)
  }

  get settings(): LanguageSettings {
    return this.#settings
  }

  /**
   * What to lint with below a `.scopelight.yaml`. What somebody set in the editor wins over the file; a persona left at its
   * default is not told apart from one that nobody chose.
   */
  lintSettings(workspace: WorkspaceSettings | undefined): LintSettings {
    const { persona, rules } = this.#settings
    const chosen = persona !== DEFAULT_LANGUAGE_SETTINGS.persona
    return { persona: chosen ? persona : (workspace?.persona ?? persona), severities: { ...workspace?.severities, ...rules } }
  }

  /** Resolves once the settings have been asked for, so that the first verdict is the right one. */
  get ready(): Promise<void> {
    return this.#ready
  }

  /** Asks the client, or reads what it pushed; resolves with whether something changed. */
  async update(pushed?: unknown): Promise<boolean> {
    if (!this.#abilities.answersConfiguration) return pushed !== undefined && this.#read(sectionOf(pushed))
    const answer = this.#connection.workspace.getConfiguration('scopelight').then(
      (section) => this.#read(section),
      // A client that fails to answer leaves the settings as they are.
      () => false,
    )
    let timer: NodeJS.Timeout | undefined
    this.#ready = Promise.race([
      answer.then(() => undefined),
      new Promise<void>((resolve) => {
        timer = setTimeout(resolve, LONGEST_WAIT_MS)
      }),
    ]).finally(() => clearTimeout(timer))
    return answer
  }

  #read(section: unknown): boolean {
    const { settings, problems } = readSettings(section, RULE_IDS)
    for (const problem of firstOf(problems, 'The section "scopelight" of the settings')) {
      if (this.#warned.has(problem)) continue
      this.#warned.add(problem)
      warn(this.#connection, problem)
    }
    const changed = JSON.stringify(settings) !== JSON.stringify(this.#settings)
    this.#settings = settings
    return changed
  }
}

/** Clients push either `{ scopelight: { … } }` or the section alone. */
function sectionOf(pushed: unknown): unknown {
  return typeof pushed === 'object' && pushed !== null && 'scopelight' in pushed ? pushed.scopelight : pushed
}
