import { type Advisory, advisoriesAbout, affects, firstFixed } from '../knowledge/advisories.ts'
import type { Launch, Source } from '../model/launch.ts'
import type { ServerEntry } from '../model/mcpConfig.ts'
import type { Patch } from '../syntax/patch.ts'
import type { SyntaxTree } from '../syntax/tree.ts'
import { showsListening } from './listening.ts'
import type { Fix, Severity } from './rule.ts'

/** The advisories about what an entry starts, without regard to its version. */
function advisoriesOf({ source }: Launch): readonly Advisory[] {
  if (source?.ecosystem === 'npm') return advisoriesAbout('npm', source.name)
  if (source?.ecosystem === 'pypi') return advisoriesAbout('PyPI', source.name)
  if (source?.ecosystem !== 'oci') return []
  const name = source.name.toLowerCase()
  // GitHub's registry of images names a project as GitHub does, and so does Go.
  const project = /^ghcr\.io\/([^/]+\/[^/]+)$/.exec(name)?.[1]
  return [...advisoriesAbout('OCI', name), ...(project ? advisoriesAbout('Go', `github.com/${project}`) : [])]
}

/** Those that are about the exact version and whose conditions this entry shows. Without an exact version none is. */
export function advisoriesThatApply(launch: Launch): readonly Advisory[] {
  const version = versionOf(launch.source)
  if (version === undefined) return []
  return advisoriesOf(launch).filter((advisory) => affects(advisory, version) && isShown(advisory, launch))
}

/** `1.2.3-alpine` is 1.2.3 on another base, and no pre-release: what follows the number of an image is not compared. */
function versionOf(source: Source | undefined): string | undefined {
  if (source?.version?.kind !== 'exact') return undefined
  const { text } = source.version
  return source.ecosystem === 'oci' ? /^v?\d+\.\d+\.\d+(?=$|-)/.exec(text)?.[0] : text
}

/** Entries of lists of malicious packages that this launch fetches, the surest first; no version has to be fixed for that. */
export function maliciousListings(launch: Launch): readonly Advisory[] {
  const { source } = launch
  if (!source) return []
  return advisoriesOf(launch)
    .filter((advisory) => advisory.class === 'malicious' && fetches(source, advisory))
    .toSorted(byWeight)
}

/** Where the newest version is malicious, so is what a floating one fetches; a range may name an older one. */
function fetches({ version }: Source, advisory: Advisory): boolean {
  if (version?.kind === 'exact') return affects(advisory, version.text)
  const isWhole = advisory.ranges.some(({ introduced, fixed }) => !fixed && (introduced ?? '0') === '0')
  const isNewest = version === undefined || version.text === 'latest'
  return isWhole || (isNewest && advisory.ranges.some(({ fixed }) => !fixed))
}

type Condition = (launch: Launch, advisory: Advisory) => boolean

/** What each `onlyWhen` of the table looks like in an entry. Tested to know them all. */
export const CONDITIONS: Readonly<Record<string, Condition>> = {
  'HTTP/SSE mode': servesHttp,
  'HTTP mode': servesHttp,
  'HTTP transport': servesHttp,
  'HTTP API enabled': servesHttp,
  '--http-mode': servesHttp,
  'HTTP mode + lockdown': (launch, advisory) => servesHttp(launch) && defeatedBy(advisory, launch).length > 0,
  'any of those env vars set': (launch, advisory) => defeatedBy(advisory, launch).length > 0,
  'WIRESHARK_MCP_ALLOWED_DIRS unset': ({ env }) => !env.some(({ name }) => name === 'WIRESHARK_MCP_ALLOWED_DIRS'),
  // Beyond the versions of the range; within it there is no other condition.
  'or --allowed-hosts/--allowed-origins omitted or *': () => true,
  // Who else uses the server, and what a workspace depends on, does not stand in an entry.
  'multi-tenant HTTP': () => false,
  'dependency of a workspace server': () => false,
}

function isShown(advisory: Advisory, launch: Launch): boolean {
  return advisory.onlyWhen === null || (CONDITIONS[advisory.onlyWhen]?.(launch, advisory) ?? false)
}

const HTTP_WORD = /^--?(?:http|sse|streamable-?http)(?:-mode|-port)?$|^--(?:http|sse)-?(?:host|port|mode)$/i
const HTTP_VALUE = /^(?:http|sse|streamable[-_]?http)$/i

/** What starts says that it answers over HTTP and not only on its standard input. */
function servesHttp(launch: Launch): boolean {
  const { args, env } = launch
  return showsListening(launch) || args.some(asksForHttp) || env.some(({ name, value }) => setsHttp(name, value?.text ?? ''))
}

/** `--http-mode`, `--transport sse`, or the command `http`. */
function asksForHttp({ of, kind, flag, text, value }: Launch['args'][number]): boolean {
  if (of !== 'server') return false
  if (kind === 'other') return HTTP_VALUE.test(text)
  return HTTP_WORD.test(flag ?? text) || (/^(?:-t|--transport|--mode)$/.test(flag ?? '') && HTTP_VALUE.test(value.text))
}

/** `MCP_TRANSPORT=http`, `USE_SSE=true`. */
function setsHttp(name: string, value: string): boolean {
  if (/(?:^|_)(?:MODE|TRANSPORT)$/.test(name)) return HTTP_VALUE.test(value)
  return /(?:^|_)(?:USE|ENABLE)_(?:SSE|HTTP|STREAMABLE_?HTTP)$/.test(name) && /^(?:1|true|yes|on)$/i.test(value)
}

/** The restrictions of the entry that the weakness makes void. */
export function defeatedBy({ defeatsRestriction }: Advisory, { restrictions }: Launch): Launch['restrictions'] {
  return restrictions.filter(({ kind, key }) =>
    defeatsRestriction.some((defeated) => defeated === kind || defeated === `${kind}:${key}`),
  )
}

const GRADES: readonly Severity[] = ['info', 'low', 'medium', 'high', 'critical']

export function severityOf({ severity }: Advisory): Severity {
  if (severity === 'moderate') return 'medium'
  return severity === 'unknown' ? 'low' : severity
}

/** First what is verified, then what is gravest. */
export function byWeight(a: Advisory, b: Advisory): number {
  return Number(b.verified) - Number(a.verified) || GRADES.indexOf(severityOf(b)) - GRADES.indexOf(severityOf(a))
}

/** The id people look it up by, with the more familiar one beside it. */
export function idWords({ id, aliases }: Advisory): string {
  const shown = id.replace(/#.*$/, '')
  const [alias] = aliases.filter((one) => /^CVE-/.test(one))
  return alias && alias !== shown ? `${shown}, ${alias}` : shown
}

/** The next version without a known weakness. Undefined where there is none. */
export function repairedVersion(launch: Launch): string | undefined {
  const version = versionOf(launch.source)
  const about = advisoriesOf(launch).filter(({ class: kind }) => kind !== 'malicious')
  const fixed = version === undefined ? undefined : firstFixed(about, version)
  return fixed && version?.startsWith('v') ? `v${fixed}` : fixed
}

/** Writes that version; none where a digest says what runs, and where the version does not stand as it is read. */
export function repair({ launch }: ServerEntry, tree: SyntaxTree): readonly Fix[] {
  const version = repairedVersion(launch)
  const patch = version !== undefined && launch.source && writeVersion(launch.source, version, tree)
  return patch ? [{ title: `Use version ${version}`, safety: 'safe', patches: [patch] }] : []
}

/** The version stands last in a specification, but for markers and the folder of a program. */
function writeVersion({ span, version, digest }: Source, wanted: string, tree: SyntaxTree): Patch | undefined {
  if (!version || digest !== undefined) return undefined
  const raw = tree.text.slice(span.start, span.end)
  const at = raw.lastIndexOf(version.text)
  if (at <= 0) return undefined
  const start = span.start + at
  return { op: 'text', span: { start, end: start + version.text.length }, text: wanted }
}
