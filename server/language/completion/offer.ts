import {
  type CompletionItem,
  type CompletionItemKind,
  InsertTextFormat,
  InsertTextMode,
  type TextEdit as LspTextEdit,
} from 'vscode-languageserver/node'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { TextEdit } from '../../syntax/patch.ts'
import type { Span } from '../../syntax/tree.ts'
import type { Abilities } from '../abilities.ts'
import type { Markup } from '../markup.ts'
import { toRange } from '../positions.ts'
import { asPlain, asSnippet } from './stops.ts'

/** Something that can be written at the cursor. */
export interface Offer {
  readonly label: string
  readonly kind: CompletionItemKind
  readonly detail?: string | undefined
  readonly documentation?: ((markup: Markup) => string) | undefined
  /** With stops. */
  readonly text: string
  readonly span: Span
  /** What somebody types to find it, where that is not the label. */
  readonly filter?: string | undefined
  /** Further changes of the file; none touches `span`. */
  readonly edits?: readonly TextEdit[] | undefined
}

/** The offers in their order, as this client takes them. */
export function toItems(
  offers: readonly Offer[],
  document: TextDocument,
  markup: Markup,
  { takesSnippets, keepsIndentation }: Abilities,
): CompletionItem[] {
  const text = document.getText()
  return offers.map(({ label, kind, detail, documentation, text: written, span, filter, edits = [] }, at) => {
    const newText = takesSnippets ? asSnippet(written) : asPlain(written)
    const mark = text.charAt(span.start)
    // What is typed begins with the quote, which an editor compares too.
    const quote = (mark === '"' || mark === "'") && span.end > span.start ? mark : ''
    return {
      label,
      kind,
      ...(detail !== undefined && { detail }),
      ...(documentation && { documentation: { kind: markup.kind, value: documentation(markup) } }),
      sortText: String(at).padStart(4, '0'),
      filterText: `${quote}${filter ?? label}${quote}`,
      insertTextFormat: takesSnippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
      ...(keepsIndentation && { insertTextMode: InsertTextMode.asIs }),
      textEdit: { range: toRange(document, span), newText },
      ...(edits.length > 0 && { additionalTextEdits: edits.map((edit) => toLspEdit(document, edit)) }),
    }
  })
}

function toLspEdit(document: TextDocument, { span, text }: TextEdit): LspTextEdit {
  return { range: toRange(document, span), newText: text }
}
