import type { Diagnostic } from 'vscode-languageserver/node'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { fixAll } from '../lint/fixAll.ts'
import { checkEntries, type LintResult, type LintSettings, lint, lintConfig, NO_CONTEXT, type Source } from '../lint/lint.ts'
import { LintMemo } from '../lint/memo.ts'
import { firstThatBelongs } from '../model/belongs.ts'
import type { Host } from '../model/host.ts'
import { type McpConfig, readMcpConfig } from '../model/mcpConfig.ts'
import type { Waiver } from '../model/waiver.ts'
import type { Workspace } from '../model/workspace.ts'
import type { WorkspaceSettings } from '../model/workspaceSettings.ts'
import { RULES } from '../rules/index.ts'
import type { FileContext, Finding } from '../rules/rule.ts'
import { RULE_IDS } from '../rules/ruleIds.ts'
import { parse } from '../syntax/parse.ts'
import { OWN_LAUNCHER } from '../workspace/ownLauncher.ts'
import type { Surrounding } from './surroundings.ts'

/** All that is known about one version of one document. Every feature reads this and none parses again. */
export interface Analysis {
  /** Counts up over the life of the server: two analyses with one id are the same. */
  readonly id: number
  readonly document: TextDocument
  readonly version: number
  readonly config: McpConfig
  readonly findings: readonly Finding[]
  /** What the client was told last of this document, of whatever version. */
  readonly told: { last: readonly Diagnostic[] }
  /** The text after all safe fixes; costs as much as some analyses the first time. */
  readonly fixedText: () => string
}

/** Whose file a document is, and the name rules know it by. */
export interface Located {
  /** By its name, who asks first coming first; for some names the text has to tell as well. */
  readonly hosts: readonly Host[]
  readonly file: string
  /** Of the nearest `.scopelight.yaml`. */
  readonly workspace: WorkspaceSettings | undefined
  /** Of that file, those for this document. */
  readonly waivers: readonly Waiver[]
}

export interface AnalysisSources {
  readonly documents: { get(uri: string): TextDocument | undefined }
  readonly locate: (uri: string) => Located | undefined
  readonly settings: (workspace: WorkspaceSettings | undefined) => LintSettings
  /** Start of the present day, UTC, in milliseconds. */
  readonly today: () => number
  /** What is known around a document; asked at each analysis, so it must not take time. */
  readonly around: (uri: string) => Surrounding
  readonly analysed: (uri: string, version: number, config: McpConfig) => void
  readonly ruleFailed: (rule: string, uri: string, error: unknown) => void
}

interface Kept {
  readonly version: number
  /** Of what surrounded the document. */
  readonly mark: string
  readonly located: Located | undefined
  readonly analysis: Analysis | undefined
  readonly memo: LintMemo
  readonly told: Analysis['told']
}

/** Keeps the newest analysis of each open document. */
export class Analyses {
  readonly #sources: AnalysisSources
  readonly #kept = new Map<string, Kept>()
  #nextId = 1

  constructor(sources: AnalysisSources) {
    this.#sources = sources
  }

  /** The analysis of the document's present version; undefined for a closed document and for a file of no host. */
  of(uri: string): Analysis | undefined {
    const document = this.#sources.documents.get(uri)
    if (!document) return undefined
    const kept = this.#kept.get(uri)
    const { version } = document
    const { mark, workspace } = this.#sources.around(uri)
    if (kept?.version === version && kept.mark === mark) return kept.analysis
    const located = kept ? kept.located : this.#sources.locate(uri)
    const memo = kept?.memo ?? new LintMemo()
    const told = kept?.told ?? { last: [] }
    const found = located && this.#analyse(document, located, { memo, told }, workspace())
    // What surrounds a document rarely changes what is said about it: then it is the same analysis.
    const isSame = kept?.version === version && kept.analysis && found && sameFindings(kept.analysis, found)
    const analysis = isSame ? kept.analysis : found
    this.#kept.set(uri, { version, mark, located, analysis, memo, told })
    if (analysis) this.#sources.analysed(uri, version, analysis.config)
    return analysis
  }

  /** The id of the last analysis, whatever has changed since then. */
  lastId(uri: string): number | undefined {
    return this.#kept.get(uri)?.analysis?.id
  }

  /** For a document that was closed: its versions start again when it is opened the next time. */
  forget(uri: string): void {
    this.#kept.delete(uri)
  }

  /** After a change of settings, of the folders, or of a `.scopelight.yaml`. */
  forgetAll(): void {
    this.#kept.clear()
  }

  /** The analysis of a text that is not open, as the disk has it, in short steps. It is kept by nobody. */
  *ofClosed(document: TextDocument, located: Located, around: Workspace): Generator<undefined, Analysis | undefined, undefined> {
    const asked = this.#ask(document, located, around)
    if (!asked) return undefined
    const { source, host, settings, context } = asked
    const memo = new LintMemo()
    const config = readMcpConfig(parse(source.text, host.syntax.format), host, source.file, { ...source, memo: memo.entries })
    for (let at = 0; at < config.servers.length; at += ENTRIES_PER_STEP) {
      yield
      checkEntries(config, config.servers.slice(at, at + ENTRIES_PER_STEP), RULES, settings, memo, context)
    }
    yield
    return this.#toAnalysis(document, asked, lintConfig(config, RULES, settings, memo, context), { last: [] })
  }

  #analyse(
    document: TextDocument,
    located: Located,
    { memo, told }: Pick<Kept, 'memo' | 'told'>,
    around: Workspace,
  ): Analysis | undefined {
    const asked = this.#ask(document, located, around)
    if (!asked) return undefined
    const { source, host, settings, context } = asked
    return this.#toAnalysis(document, asked, lint(source, host, RULES, settings, memo, context), told)
  }

  /** What is to be linted, as whose, and with what; undefined for a text that is of nobody. */
  #ask(document: TextDocument, { hosts, file, workspace, waivers }: Located, around: Workspace): Asked | undefined {
    const source = { file, text: document.getText(), launcher: OWN_LAUNCHER }
    const host = firstThatBelongs(hosts, source.text)
    if (!host) return undefined
    const settings = { ...this.#sources.settings(workspace), waivers }
    const context: FileContext = {
      ...NO_CONTEXT,
      today: this.#sources.today(),
      trusted: workspace?.trusted ?? NO_CONTEXT.trusted,
      ruleIds: RULE_IDS,
      workspace: around,
    }
    return { source, host, settings, context }
  }

  #toAnalysis(
    document: TextDocument,
    { source, host, settings, context }: Asked,
    { config, findings, failures }: LintResult,
    told: Analysis['told'],
  ): Analysis {
    for (const { rule, error } of failures) this.#sources.ruleFailed(rule, document.uri, error)
    let fixed: string | undefined
    return {
      id: this.#nextId++,
      document,
      version: document.version,
      config,
      findings,
      told,
      // Editors ask at each move of the caret.
      fixedText() {
        fixed ??= fixAll(source, host, RULES, 'safe', settings, context).text
        return fixed
      },
    }
  }
}

/** Each takes about a millisecond, and longer the first time. */
const ENTRIES_PER_STEP = 2

interface Asked {
  readonly source: Source
  readonly host: Host
  readonly settings: LintSettings
  readonly context: FileContext
}

function sameFindings(one: Analysis, other: Analysis): boolean {
  return JSON.stringify(one.findings) === JSON.stringify(other.findings)
}
