import { pathToFileURL } from 'node:url'

/** What a full editor says about itself. @param {import('./session.mjs').Peer} peer @param {string} dir @param {boolean} pull */
export function initializeParams(peer, dir, pull) {
  const rootUri = pathToFileURL(dir).href
  return {
    processId: process.pid,
    clientInfo: { name: 'lsp-bench', version: '1' },
    rootUri,
    rootPath: dir,
    workspaceFolders: [{ uri: rootUri, name: 'bench' }],
    initializationOptions: peer.initializationOptions ?? {},
    capabilities: {
      general: { positionEncodings: ['utf-16'] },
      workspace: {
        configuration: true,
        workspaceFolders: true,
        workspaceEdit: { documentChanges: true },
        didChangeConfiguration: { dynamicRegistration: true },
        didChangeWatchedFiles: { dynamicRegistration: false },
        ...(pull && { diagnostics: { refreshSupport: true } }),
      },
      textDocument: {
        synchronization: { dynamicRegistration: false },
        publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true, dataSupport: true },
        completion: {
          completionItem: { snippetSupport: true, documentationFormat: ['markdown', 'plaintext'], insertReplaceSupport: true },
          contextSupport: true,
        },
        hover: { contentFormat: ['markdown', 'plaintext'] },
        codeAction: {
          codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix', 'refactor', 'source', 'source.fixAll'] } },
          dataSupport: true,
          isPreferredSupport: true,
        },
        ...(pull && { diagnostic: { dynamicRegistration: false, relatedDocumentSupport: false } }),
      },
    },
  }
}

/** The part of the settings a server asks for. @param {any} settings @param {string | undefined} section */
export function lookup(settings, section) {
  if (!section) return settings
  return section.split('.').reduce((part, key) => part?.[key], settings) ?? null
}
