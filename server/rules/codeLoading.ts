import { holdsReference } from '../knowledge/references.ts'
import type { Launch, Setting } from '../model/launch.ts'
import { isWithin, normalise } from './broadPath.ts'
import type { Severity } from './rule.ts'

/** How a variable puts code into the process, in words for a message; undefined where it does not. */
export interface CodeLoading {
  readonly words: string
  readonly severity: Severity
}

/** What a variable makes the server load, by the manuals of the loaders and runtimes (checked 2026-11). */
export function codeLoading({ name, value }: Setting, launch: Launch): CodeLoading | undefined {
  const text = value?.text.trim()
  if (!text) return undefined
  const judge = JUDGES.get(/^path$/i.test(name) ? 'PATH' : name)
  return judge?.(text, launch)
}

type Judge = (value: string, launch: Launch) => CodeLoading | undefined

const high = (words: string): CodeLoading => ({ words, severity: 'high' })

/** man ld.so, man dyld: every library that is listed is loaded into the program. Those of the system are the system's. */
const preloads: Judge = (value) =>
  value.split(/[\s:]+/).some((file) => file !== '' && !isOfSystem(file) && !isUnknown(file))
    ? high('loads a library into the program')
    : undefined

/** nodejs.org/api/cli.html: a file is foreign code, the name of a package is one that was installed. */
const nodeOptions: Judge = (value) => {
  const modules = value
    .split(/\s+/)
    .flatMap((word, at, words) => {
      const match = /^(?:-r|--require|--import|--loader|--experimental-loader)(?:=(.*))?$/s.exec(word)
      return match ? [(match[1] ?? words[at + 1] ?? '').replace(/^["']|["']$/g, '')] : []
    })
    .filter((module) => module !== '')
  if (modules.length === 0) return undefined
  const isFile = modules.some((module) => /^(?:[./~$%]|[A-Za-z]:[\\/]|[a-z]+:)/.test(module))
  return { words: 'runs code before the server starts', severity: isFile ? 'high' : 'medium' }
}

const javaOptions: Judge = (value) =>
  value.split(/\s+/).some((word) => /^-(?:javaagent|agentpath):/.test(word) && !isOfSystem(word.replace(/^-\w+:/, '')))
    ? high('loads an agent into the program')
    : undefined

const rubyOptions: Judge = (value) =>
  /(?:^|\s)-(?:r|I)\s*[./~]/.test(value) ? high('runs code before the server starts') : undefined

const perlOptions: Judge = (value) =>
  /(?:^|\s)-(?:M|m|I)\s*[./~]/.test(value) ? high('runs code before the server starts') : undefined

/** A folder in which modules or libraries are looked for before all others. The server's own code may well lie there. */
const searchFolders: Judge = (value, launch) =>
  foldersOf(value).some((folder) => isTemporary(folder) || (isOfWorkspace(folder) && isFetched(launch)))
    ? high('makes it load modules from a folder others can write')
    : undefined

/** A file that is run first, by each shell the server starts. `ENV=production` is a word of many programs. */
const startFile: Judge = (value) =>
  isTemporary(value) || isOfWorkspace(value) ? high('runs a file before the server starts') : undefined

const sshCommand: Judge = (value) => {
  const program = value.split(/\s+/)[0] ?? ''
  return isTemporary(program) || isOfWorkspace(program) ? high('makes git run another program') : undefined
}

/** Only what comes first decides which program a bare name means. */
const searchPath: Judge = (value) => {
  const [first = ''] = foldersOf(value)
  return isTemporary(first) || isOfWorkspace(first) || first === '.'
    ? high('makes programs of a folder others can write come first')
    : undefined
}

const JUDGES: ReadonlyMap<string, Judge> = new Map([
  ['LD_PRELOAD', preloads],
  ['DYLD_INSERT_LIBRARIES', preloads],
  ['NODE_OPTIONS', nodeOptions],
  ['JAVA_TOOL_OPTIONS', javaOptions],
  ['RUBYOPT', rubyOptions],
  ['PERL5OPT', perlOptions],
  ['LD_LIBRARY_PATH', searchFolders],
  ['NODE_PATH', searchFolders],
  ['PYTHONPATH', searchFolders],
  ['PYTHONHOME', searchFolders],
  ['PYTHONSTARTUP', startFile],
  ['BASH_ENV', startFile],
  ['ENV', startFile],
  ['GIT_SSH_COMMAND', sshCommand],
  ['PATH', searchPath],
])

/** A drive letter of Windows ends no entry. */
function foldersOf(value: string): readonly string[] {
  return (value.includes(';') || /^[A-Za-z]:[\\/]/.test(value) ? value.split(';') : maskReferences(value).split(':')).filter(
    (folder) => folder !== '',
  )
}

/** The colon in `${env:PATH}` separates nothing. */
function maskReferences(value: string): string {
  return value.replace(/\$\{[^}]{0,200}\}/g, (reference) => reference.replaceAll(':', '_'))
}

const SYSTEM_FOLDERS = ['/usr', '/lib', '/lib64', '/opt', '/System', '/Library', '/nix/store', 'C:/Windows', 'C:/Program Files']

function isOfSystem(path: string): boolean {
  return SYSTEM_FOLDERS.some((folder) => isWithin(path, folder)) || /^[\w.+-]+$/.test(path)
}

/** Where everybody can write, and where downloads land. */
function isTemporary(path: string): boolean {
  return /^(?:\/tmp|\/var\/tmp|\/dev\/shm|\$\{?(?:env:)?TMPDIR\}?|%TE?MP%)(?:[/\\]|$)|[/\\]Downloads(?:[/\\]|$)/i.test(path)
}

/** Told by its spelling: from the folder the host starts in, or from the workspace by name. */
function isOfWorkspace(path: string): boolean {
  if (/^\$\{workspace(?:Folder|Root)\}/.test(path)) return true
  return /^\.{1,2}(?:[/\\]|$)/.test(path) || /^[\w-][\w.-]*[/\\]/.test(normalise(path))
}

function isUnknown(path: string): boolean {
  return holdsReference(path) && !isOfWorkspace(path)
}

/** A server that comes from a registry has no code of its own in the workspace. */
function isFetched({ source }: Launch): boolean {
  return source !== undefined && source.ecosystem !== 'local'
}
