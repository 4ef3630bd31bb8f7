/** The path a document's address names, and whether this machine's disk holds it. */
export interface DocumentPath {
  /** Forward slashes; a Windows drive is `c:/…`, a share `//server/share/…`. */
  readonly path: string
  /** Only of `file:` addresses. An unsaved or remote document has a path, but nothing to read beside it. */
  readonly onDisk: boolean
}

// RFC 3986, appendix B. Node's URL rejects or rewrites some of what editors send (`untitled:`, encoded authorities).
const URI = /^([a-z][a-z0-9+.-]*):(?:\/\/([^/?#]*))?([^?#]*)/i

/** Reads `file:`, `untitled:`, `vscode-remote:` and any other address that carries a path; undefined if it is no address. */
export function documentPath(uri: string): DocumentPath | undefined {
  const match = URI.exec(uri)
  if (!match) return undefined
  const [, scheme = '', authority = '', encoded = ''] = match
  const onDisk = scheme.toLowerCase() === 'file'
  const path = decode(encoded).replaceAll('\\', '/')
  if (onDisk && authority !== '' && authority !== 'localhost') return { path: `//${decode(authority)}${path}`, onDisk }
  return { path: withoutSlashBeforeDrive(path), onDisk }
}

/** The path below the innermost folder that holds it, else the whole path. Compares whole segments. */
export function relativeToFolders(path: string, folders: readonly string[]): string {
  const holders = folders.map((folder) => folder.replace(/\/+$/, '')).filter((folder) => path.startsWith(`${folder}/`))
  const innermost = holders.reduce((best, folder) => (folder.length > best.length ? folder : best), '')
  return innermost === '' ? path : path.slice(innermost.length + 1)
}

/** The folder above; undefined above the root of a drive, of a share, or of the file system, which is "". */
export function parentOf(path: string): string | undefined {
  const slash = path.lastIndexOf('/')
  return slash === -1 ? undefined : path.slice(0, slash)
}

/** A path of this machine as documents name it: forward slashes, the drive in lower case. */
export function fromNativePath(path: string): string {
  return withoutSlashBeforeDrive(path.replaceAll('\\', '/'))
}

/** VS Code writes `/c:/…`, other editors `/C:/…`; drives are compared without case, so one spelling is enough. */
function withoutSlashBeforeDrive(path: string): string {
  return path.replace(/^\/?([a-z]):(?=\/|$)/i, (_, drive: string) => `${drive.toLowerCase()}:`)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A stray `%` is a character of the name: some clients do not encode it.
    return text
  }
}

/** A path as VS Code writes it in an address. */
export function encodePath(path: string): string {
  const strict = (name: string) =>
    encodeURIComponent(name).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  return path.split('/').map(strict).join('/')
}
