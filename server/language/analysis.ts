import type { TextDocument } from 'vscode-languageserver-textdocument'
import { fixAll } from '../lint/fixAll.ts'
import { type LintSettings, lint, NO_CONTEXT } from '../lint/lint.ts'
import { LintMemo } from '../lint/memo.ts'
import { firstThatBelongs } from '../model/belongs.ts'
import type { Host } from '../model/host.ts'
import type { McpConfig } from '../model/mcpConfig.ts'
import type { Waiver } from '../model/waiver.ts'
import type { WorkspaceSettings } from '../model/workspaceSettings.ts'
import { RULES } from '../rules/index.ts'
import type { FileContext, Finding } from '../rules/rule.ts'

const RULE_IDS: readonly string[] = RULES.map(({ meta }) => meta.id)

/** All that is known about one version of one document. Every feature reads this and none parses again. */
export interface Analysis {
  /** Counts up over the life of the server: two analyses with one id are the same. */
  readonly id: number
  readonly document: TextDocument
  readonly version: number
  readonly config: McpConfig
  readonly findings: readonly Finding[]
  /** The text after all safe fixes; costs as much as some analyses. */
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
  readonly ruleFailed: (rule: string, uri: string, error: unknown) => void
}

interface Kept {
  readonly version: number
  readonly located: Located | undefined
  readonly analysis: Analysis | undefined
  readonly memo: LintMemo
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
    if (kept?.version === document.version) return kept.analysis
    const located = kept ? kept.located : this.#sources.locate(uri)
    const memo = kept?.memo ?? new LintMemo()
    const analysis = located && this.#analyse(document, located, memo)
    this.#kept.set(uri, { version: document.version, located, analysis, memo })
    return analysis
  }

  /** For a document that was closed: its versions start again when it is opened the next time. */
  forget(uri: string): void {
    this.#kept.delete(uri)
  }

  /** After a change of settings, of the folders, or of a `.scopelight.yaml`. */
  forgetAll(): void {
    this.#kept.clear()
  }

  #analyse(document: TextDocument, { hosts, file, workspace, waivers }: Located, memo: LintMemo): Analysis | undefined {
    const source = { file, text: document.getText() }
    const host = firstThatBelongs(hosts, source.text)
    if (!host) return undefined
    const settings = { ...this.#sources.settings(workspace), waivers }
    const context: FileContext = {
      ...NO_CONTEXT,
      today: this.#sources.today(),
      trusted: workspace?.trusted ?? NO_CONTEXT.trusted,
      ruleIds: RULE_IDS,
    }
    const { config, findings, failures } = lint(source, host, RULES, settings, memo, context)
    for (const { rule, error } of failures) this.#sources.ruleFailed(rule, document.uri, error)
    return {
      id: this.#nextId++,
      document,
      version: document.version,
      config,
      findings,
      fixedText: () => fixAll(source, host, RULES, 'safe', settings, context).text,
    }
  }
}
