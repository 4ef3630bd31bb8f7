import type { Source } from '../launch.ts'
import type { Text } from '../place.ts'

type Version = Source['version']

/** No specification is longer; what hostile files put here must not cost time. */
const MAX_CHARS = 500

function shortened(word: Text): Text {
  return word.text.length > MAX_CHARS ? { ...word, text: word.text.slice(0, MAX_CHARS) } : word
}

/** `name@1.2.3`, `@scope/name@^1`, `github:owner/repo#commit`, a URL of an archive, or a folder. */
export function npmSource(word: Text): Source {
  const { text, span, path } = shortened(word)
  const place = { span, path, digest: undefined }
  if (/^(?:git(?:\+\w+)?:|github:|gitlab:|bitbucket:|gist:)/.test(text) || /^[\w-]+\/[\w.-]+(?:#|$)/.test(text))
    return { ...place, ecosystem: 'git', ...splitCommit(text) }
  if (/^https?:/i.test(text)) return { ...place, ecosystem: 'url', name: text, version: undefined }
  if (/^(?:file:|\.{0,2}[\\/]|~[\\/]|[A-Za-z]:[\\/])/.test(text))
    return { ...place, ecosystem: 'local', name: text, version: undefined }
  const at = text.indexOf('@', 1)
  const name = at < 0 ? text : text.slice(0, at)
  const wanted = at < 0 ? '' : text.slice(at + 1)
  // `alias@npm:name@1.2.3` runs the package behind the alias.
  if (wanted.startsWith('npm:')) return npmSource({ text: wanted.slice(4), span, path })
  return { ...place, ecosystem: 'npm', name, version: wanted ? npmVersion(wanted) : undefined }
}

/** Semantic versions, ranges and dist-tags (docs.npmjs.com/cli/v11/using-npm/package-spec, checked 2026-11). */
function npmVersion(text: string): Version {
  if (/^=?v?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/.test(text)) return { text, kind: 'exact' }
  return { text, kind: /[\^~<>=*|\s]|^v?\d+(?:\.(?:\d+|x|\*))*$|^x$/i.test(text) ? 'range' : 'tag' }
}

/** `name==1.2.3`, `name[extra]>=1`, `name@1.2.3` (uv), `git+https://…@commit`, a URL, or a folder. */
export function pypiSource(word: Text): Source {
  const { text, span, path } = shortened(word)
  const place = { span, path, digest: undefined }
  const direct = /^[\w.-]+(?:\[[^\]]*\])?\s*@\s*((?:git\+|https?:|file:).+)$/.exec(text)?.[1] ?? text
  if (/^git\+/.test(direct)) return { ...place, ecosystem: 'git', ...splitCommit(direct) }
  if (/^https?:/i.test(direct)) return { ...place, ecosystem: 'url', name: direct, version: undefined }
  if (/^(?:file:|\.{1,2}$|\.{0,2}[\\/]|~[\\/]|[A-Za-z]:[\\/])|\.whl$/.test(direct))
    return { ...place, ecosystem: 'local', name: direct, version: undefined }
  const match = /^([\w.-]+)\s*(?:\[[^\]]*\])?\s*(.*)$/s.exec(text)
  const wanted = (match?.[2]?.split(';')[0] ?? '').trim()
  return { ...place, ecosystem: 'pypi', name: match?.[1] ?? text, version: wanted ? pypiVersion(wanted) : undefined }
}

/** Version specifiers of PEP 440, and `name@version` of uv (docs.astral.sh/uv/guides/tools, checked 2026-11). */
function pypiVersion(wanted: string): Version {
  const exact = /^(?:===?\s*|@\s*v?)([\w.!+-]*\d[\w.!+-]*)$/.exec(wanted)?.[1]
  if (exact !== undefined) return { text: exact, kind: 'exact' }
  if (wanted.startsWith('@')) return { text: wanted.slice(1).trim(), kind: 'tag' }
  return { text: wanted, kind: 'range' }
}

/** `registry:5000/path/name:tag@sha256:…` (github.com/distribution/reference, checked 2026-11). */
export function imageSource(word: Text): Source {
  const { text, span, path } = shortened(word)
  const [named = text, digest] = text.split('@', 2)
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1)
  const tag = colon < 0 ? undefined : named.slice(colon + 1)
  return {
    ecosystem: 'oci',
    name: colon < 0 ? named : named.slice(0, colon),
    version: tag ? { text: tag, kind: tagKind(tag) } : undefined,
    digest,
    span,
    path,
  }
}

/** `1.2.3` names one release, `1.2` the newest of a line, `latest` anything. */
function tagKind(tag: string): 'exact' | 'range' | 'tag' {
  if (/^v?\d+\.\d+\.\d+/.test(tag)) return 'exact'
  return /^v?\d+(?:\.\d+)?(?:-|$)/.test(tag) ? 'range' : 'tag'
}

/** A whole commit is exact; a branch or tag can move. */
function splitCommit(text: string): { name: string; version: Version } {
  const address = text.replace(/#(?:egg|subdirectory)=.*$/, '')
  const at = address.includes('#') ? address.lastIndexOf('#') : commitMark(address)
  const wanted = at < 0 ? '' : address.slice(at + 1)
  if (!/^[\w./-]+$/.test(wanted)) return { name: text, version: undefined }
  return { name: address.slice(0, at), version: { text: wanted, kind: /^[0-9a-f]{40}$/.test(wanted) ? 'exact' : 'tag' } }
}

/** The `@` in front of a commit stands in the path, and no host follows it: another one ends the user information. */
function commitMark(address: string): number {
  const at = address.lastIndexOf('@')
  const isInPath = /^(?:[a-z][a-z0-9+.-]*:\/\/)?[^/]*\/.*\w$/i.test(address.slice(0, Math.max(at, 0)))
  return isInPath && !/^[\w-]+(?:\.[\w-]+)+(?::\d+)?\//.test(address.slice(at + 1)) ? at : -1
}
