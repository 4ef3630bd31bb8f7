import { type Disposable, EventEmitter, FilePermission, FileSystemError, FileType, type Uri, workspace } from 'vscode'

const SCHEME = 'scopelight-schema'
const FILE = '/mcp.json'

/**
 * What `contributes.jsonValidation` names for the files of every host. Whoever opens such a file, in a workspace of any kind
 * or in none, makes the editor's JSON support ask for this schema, and that wakes us (`onFileSystem:`): `onLanguage:json` would
 * wake us for every package.json. It restricts nothing, since findings come from the language server.
 */
const SCHEMA = new TextEncoder().encode(
  JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', title: 'MCP configuration, checked by Scopelight' }),
)

export function provideWakingSchema(): Disposable {
  const changed = new EventEmitter<never>()
  const isSchema = (uri: Uri) => uri.path === FILE
  const readOnly = (uri: Uri): never => {
    throw FileSystemError.NoPermissions(uri)
  }
  return workspace.registerFileSystemProvider(
    SCHEME,
    {
      onDidChangeFile: changed.event,
      watch: () => changed,
      stat(uri) {
        if (!isSchema(uri)) throw FileSystemError.FileNotFound(uri)
        return { type: FileType.File, ctime: 0, mtime: 0, size: SCHEMA.byteLength, permissions: FilePermission.Readonly }
      },
      readFile(uri) {
        if (!isSchema(uri)) throw FileSystemError.FileNotFound(uri)
        return SCHEMA
      },
      readDirectory: () => [['mcp.json', FileType.File]],
      createDirectory: readOnly,
      writeFile: readOnly,
      delete: readOnly,
      rename: readOnly,
    },
    { isCaseSensitive: true, isReadonly: true },
  )
}
