// The least a Node language server can do: vscode-languageserver, incremental sync, one parse per change, publish.
//   node floor.mjs <echo|json|json-zod|yaml|toml> --stdio
// No debounce, no rules. What it costs is the floor for any server of ours; `echo` is the floor of the transport.
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const { createConnection, TextDocuments, TextDocumentSyncKind, ProposedFeatures } = require('vscode-languageserver/node')
const { TextDocument } = require('vscode-languageserver-textdocument')

const kind = process.argv[2] ?? 'echo'
/** @type {Record<string, () => (doc: any) => any[]>} */
const validators = {
  echo: () => () => [],
  json: () => {
    const { parseTree } = require('jsonc-parser')
    return (doc) => {
      /** @type {any[]} */ const errors = []
      parseTree(doc.getText(), errors, { allowTrailingComma: true })
      return errors.map((e) => diagnostic(doc, e.offset, e.offset + e.length, `syntax ${e.error}`))
    }
  },
  'json-zod': () => {
    const { parseTree, getNodeValue, findNodeAtLocation } = require('jsonc-parser')
    const schema = mcpZod()
    return (doc) => {
      /** @type {any[]} */ const errors = []
      const tree = parseTree(doc.getText(), errors, { allowTrailingComma: true })
      const out = errors.map((e) => diagnostic(doc, e.offset, e.offset + e.length, `syntax ${e.error}`))
      if (tree) {
        const parsed = schema.safeParse(getNodeValue(tree))
        for (const issue of parsed.error?.issues ?? []) {
          const node = findNodeAtLocation(tree, /** @type {any} */ (issue.path)) ?? tree
          out.push(diagnostic(doc, node.offset, node.offset + node.length, issue.message))
        }
      }
      return out
    }
  },
  yaml: () => {
    const { parseDocument, LineCounter } = require('yaml')
    return (doc) => {
      const { errors } = parseDocument(doc.getText(), { lineCounter: new LineCounter(), prettyErrors: false })
      return errors.map((/** @type {any} */ e) => diagnostic(doc, e.pos[0], e.pos[1], e.message))
    }
  },
  toml: () => {
    const { parse } = require('smol-toml')
    return (doc) => {
      try {
        parse(doc.getText())
        return []
      } catch (error) {
        const { line = 1, column = 1, message } = /** @type {any} */ (error)
        const start = { line: line - 1, character: column - 1 }
        return [{ range: { start, end: start }, message, severity: 1, source: 'floor' }]
      }
    }
  },
}

/** @param {any} doc @param {number} a @param {number} b @param {string} message */
function diagnostic(doc, a, b, message) {
  return { range: { start: doc.positionAt(a), end: doc.positionAt(b) }, message, severity: 1, source: 'floor' }
}

function mcpZod() {
  const z = require('zod')
  const stdio = z.strictObject({
    type: z.literal('stdio').optional(),
    command: z.string().min(1),
    args: z.array(z.string()).optional(),
    env: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).optional(),
    envFile: z.string().optional(),
    cwd: z.string().optional(),
    disabled: z.boolean().optional(),
    timeout: z.int().optional(),
  })
  const http = z.strictObject({
    type: z.enum(['http', 'sse', 'ws', 'streamable-http']).optional(),
    url: z.string().min(1),
    headers: z.record(z.string(), z.string()).optional(),
    disabled: z.boolean().optional(),
    timeout: z.int().optional(),
  })
  const servers = z.record(z.string(), z.union([stdio, http]))
  return z.strictObject({
    $schema: z.string().optional(),
    mcpServers: servers.optional(),
    servers: servers.optional(),
    inputs: z.array(z.looseObject({ id: z.string() })).optional(),
  })
}

const connection = createConnection(ProposedFeatures.all)
const documents = new TextDocuments(TextDocument)
const validate = validators[kind]()
connection.onInitialize(() => ({ capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental, hoverProvider: true } }))
connection.onHover(() => ({ contents: 'floor' }))
documents.onDidChangeContent(({ document }) => {
  void connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics: validate(document) })
})
documents.listen(connection)
connection.listen()
