import {
  type DocumentHighlight,
  DocumentHighlightKind,
  ErrorCodes,
  type Location,
  type Range,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import type { HostId } from '../model/host.ts'
import type { McpConfig } from '../model/mcpConfig.ts'
import type { Abilities } from './abilities.ts'
import type { Analysis } from './analysis.ts'
import { type NameUse, nameUsesOf } from './names.ts'
import { contains, toRange } from './positions.ts'

/** A configuration with its address, open or not. */
export interface AddressedConfig {
  readonly uri: string
  readonly config: McpConfig
}

/** Where a name is looked up besides the files of its own host: wider than what rules rely on, since a jump harms nobody. */
const ALSO_LOOKED_UP_IN: Readonly<Record<HostId, readonly HostId[]>> = {
  'claude-code-settings': ['claude-code'],
  gemini: ['gemini-extension'],
  'copilot-cloud-agent': ['copilot-cli', 'vscode'],
}

/** Where what is named at an offset is defined: in this file, else in the others of the same tool. */
export function toDefinition(analysis: Analysis, offset: number, others: readonly AddressedConfig[]): Location[] {
  const use = useAt(analysis, offset)
  if (!use) return []
  const here = definitionsIn(thisFile(analysis), use)
  return here.length > 0 || use.kind === 'input' ? here : related(analysis, others).flatMap((one) => definitionsIn(one, use))
}

/** Every place where what stands at an offset is named; those of a server also in other files of the same tool. */
export function toReferences(
  analysis: Analysis,
  offset: number,
  others: readonly AddressedConfig[],
  withDefinition: boolean,
): Location[] {
  const use = useAt(analysis, offset)
  if (!use) return []
  const files = [thisFile(analysis), ...(use.kind === 'server' ? related(analysis, others) : [])]
  return files.flatMap((file) =>
    locationsIn(
      file,
      usesOf(file, use).filter(({ defines }) => withDefinition || !defines),
    ),
  )
}

/** Null where no name of ours stands: the editor then looks for the same word. */
export function toHighlights(analysis: Analysis, offset: number): DocumentHighlight[] | null {
  const use = useAt(analysis, offset)
  if (!use) return null
  return usesOf(thisFile(analysis), use).map(({ span, defines }) => ({
    range: toRange(analysis.document, span),
    kind: defines ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }))
}

/** Inputs alone can be renamed: their names hold in one file. */
export function prepareRename(analysis: Analysis, offset: number): Range | null {
  const use = useAt(analysis, offset)
  return use?.kind === 'input' ? toRange(analysis.document, use.span) : null
}

export function toRename(
  analysis: Analysis,
  offset: number,
  name: string,
  { takesVersionedEdits }: Abilities,
): WorkspaceEdit | ResponseError<void> {
  const use = useAt(analysis, offset)
  if (use?.kind !== 'input') return refusal('Only inputs can be renamed here.')
  // What stands between quotes in every format, and ends no reference.
  if (!/^[\w.-]{1,100}$/.test(name)) return refusal('The id of an input is made of letters, digits, ".", "-" and "_".')
  if (name !== use.name && analysis.config.inputs.some(({ id }) => id === name))
    return refusal(`There is an input "${name}" already. Choose another id.`)
  const { document } = analysis
  const edits = usesOf(thisFile(analysis), use).map(({ span }) => ({ range: toRange(document, span), newText: name }))
  return takesVersionedEdits
    ? { documentChanges: [{ textDocument: { uri: document.uri, version: document.version }, edits }] }
    : { changes: { [document.uri]: edits } }
}

function refusal(sentence: string): ResponseError<void> {
  return new ResponseError(ErrorCodes.InvalidParams, sentence)
}

/** The narrowest, where one name stands within another. */
function useAt({ config }: Analysis, offset: number): NameUse | undefined {
  return nameUsesOf(config)
    .filter(({ span }) => contains(span, offset))
    .reduce<NameUse | undefined>((best, use) => (best && width(best) <= width(use) ? best : use), undefined)
}

function width({ span: { start, end } }: NameUse): number {
  return end - start
}

interface ReadableFile extends AddressedConfig {
  readonly document: TextDocument
}

function thisFile({ document, config }: Analysis): ReadableFile {
  return { uri: document.uri, config, document }
}

/** Files whose servers this one means, or that mean servers of this one. */
function related({ config }: Analysis, others: readonly AddressedConfig[]): readonly ReadableFile[] {
  const means = (one: McpConfig, other: McpConfig) =>
    one.host.id === other.host.id || (ALSO_LOOKED_UP_IN[one.host.id]?.includes(other.host.id) ?? false)
  return others
    .filter((other) => means(config, other.config) || means(other.config, config))
    .map((other) => ({ ...other, document: TextDocument.create(other.uri, '', 0, other.config.tree.text) }))
}

function usesOf({ config }: AddressedConfig, { kind, name }: NameUse): readonly NameUse[] {
  return nameUsesOf(config).filter((use) => use.kind === kind && use.name === name)
}

function definitionsIn(file: ReadableFile, use: NameUse): Location[] {
  return locationsIn(
    file,
    usesOf(file, use).filter(({ defines }) => defines),
  )
}

function locationsIn({ uri, document }: ReadableFile, uses: readonly NameUse[]): Location[] {
  return uses.map(({ span }) => ({ uri, range: toRange(document, span) }))
}
