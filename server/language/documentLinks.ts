import { statSync } from 'node:fs'
import type { DocumentLink } from 'vscode-languageserver/node'
import type { KnownServer } from '../knowledge/servers.ts'
import { withoutCredentials } from '../knowledge/withoutCredentials.ts'
import type { McpConfig, ServerEntry } from '../model/mcpConfig.ts'
import { environmentFilesOf, namedPath, workspaceOf } from '../model/pathsOfInterest.ts'
import { type Text, textOf } from '../model/place.ts'
import { memberOf } from '../syntax/find.ts'
import { leadsAway } from '../workspace/leadsAway.ts'
import type { Analysis } from './analysis.ts'
import { documentPath, encodePath } from './documentPath.ts'
import { visible } from './markup.ts'
import { toRange } from './positions.ts'

/** More than anybody follows. */
const MOST_LINKS = 500

/** What a link to a file carries until somebody follows it: only then the disk is looked at. */
interface FileData {
  readonly uri: string
  /** As the model names it. */
  readonly path: string
}

/**
 * Files of the workspace that entries name, and the sources of what is known about a published server. A file may be written
 * by anybody, so nothing it says becomes an address of the web, and a link to a file gets its target in `resolveLink`.
 */
export function toDocumentLinks({ document, config }: Analysis): DocumentLink[] {
  const { uri } = document
  const files = [...config.servers.flatMap((entry) => filesOf(entry, config)), ...schemaOf(config)]
  const toFiles = files.flatMap(({ text, span }): readonly DocumentLink[] => {
    const path = withoutCredentials(text) === text ? namedPath(text, config) : undefined
    if (path === undefined || path.startsWith('~')) return []
    return [{ range: toRange(document, span), data: { uri, path } satisfies FileData }]
  })
  const toSources = config.servers.flatMap(({ launch: { known, source } }): readonly DocumentLink[] => {
    const target = known && sourcePage(known)
    if (!target || !source) return []
    return [{ range: toRange(document, source.span), target, tooltip: `Source of what is known about "${visible(known.name)}"` }]
  })
  return withoutRepeats([...toFiles, ...toSources]).slice(0, MOST_LINKS)
}

/**
 * The target of a link to a file: only of one that is there, in the folder the host takes for the workspace, and not through
 * a link that leads out of it.
 */
export function resolveLink(link: DocumentLink, analysis: Analysis | undefined): DocumentLink {
  const target = link.target ?? (analysis && targetOf(link.data, analysis))
  return target === undefined ? link : { ...link, target }
}

/** The document a link belongs to. */
export function uriOfLink({ data }: DocumentLink): string {
  return readData(data)?.uri ?? ''
}

function targetOf(data: unknown, { document, config: { file } }: Analysis): string | undefined {
  const asked = readData(data)
  const own = documentPath(document.uri)
  if (!asked || !own?.onDisk || !own.path.endsWith(file)) return undefined
  const base = own.path.slice(0, own.path.length - file.length)
  const folder = `${base}${workspaceOf(file)}`
  const path = /^(?:\/|[A-Za-z]:\/)/.test(asked.path) ? asked.path : `${base}${asked.path}`
  const isInside = folder !== '' && path.startsWith(folder) && !path.split('/').includes('..')
  if (!isInside || !isFile(path) || leadsAway(path, folder)) return undefined
  return `file://${path.startsWith('/') ? '' : '/'}${encodePath(path)}`
}

function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
  } catch {
    // A name that is no path here leads nowhere.
    return false
  }
}

function filesOf(entry: ServerEntry, config: McpConfig): readonly Text[] {
  const { launch, node } = entry
  const named = environmentFilesOf(entry, config).map(({ at }) => at)
  const { program, args } = launch
  const programs = program && /[\\/]/.test(program.text) ? [program] : []
  const scripts = args.flatMap(({ kind, value }) => (kind === 'script' || kind === 'path' ? [value] : []))
  // What is relative starts where the server does.
  const startsElsewhere = config.host.names.cwd.some((field) => memberOf(node, field) !== undefined)
  const started = [...programs, ...scripts].filter(({ text }) => !startsElsewhere || !isRelative(text))
  return [...named, ...started].filter(({ text }) => text !== '')
}

function isRelative(text: string): boolean {
  return !/^(?:\/|[A-Za-z]:|\$\{)/.test(text)
}

/** An address of the web is a link in every editor already. */
function schemaOf({ tree, root }: McpConfig): readonly Text[] {
  const schema = root && textOf(tree, memberOf(root, '$schema')?.value, ['$schema'])
  return schema && schema.text !== '' && !schema.text.includes(':') ? [schema] : []
}

/** Of our own table, and only what is certainly an address. */
function sourcePage({ source }: KnownServer): string | undefined {
  for (const one of source) {
    if (/^https:\/\/[\w.-]+\/[\w./#?=&%-]*$/.test(one)) return one
    const [, repository, commit, path] = /^([\w.-]+\/[\w.-]+)@([0-9a-f]{7,40}) ([\w./@-]+)$/.exec(one) ?? []
    if (repository && commit && path) return `https://github.com/${repository}/blob/${commit}/${path}`
  }
  return undefined
}

/** One place may be named twice: as an argument and as the file of variables it is. */
function withoutRepeats(links: readonly DocumentLink[]): readonly DocumentLink[] {
  return [...new Map(links.map((link) => [JSON.stringify(link.range), link])).values()]
}

function readData(data: unknown): FileData | undefined {
  if (typeof data !== 'object' || data === null || !('uri' in data) || !('path' in data)) return undefined
  const { uri, path } = data
  return typeof uri === 'string' && typeof path === 'string' ? { uri, path } : undefined
}
