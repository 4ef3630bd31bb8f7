import type { SyntaxTree } from '../../syntax/tree.ts'
import type { Mount } from '../launch.ts'
import { partOf, type Text } from '../place.ts'
import { type Option, type OptionRules, readOptions } from './options.ts'
import { programName } from './program.ts'
import { type Assignment, asArgument, type Command, NOTHING_RUN, type Run } from './runners.ts'
import { imageSource } from './specifications.ts'

/** Options of `run` without a value (docs.docker.com/reference/cli/docker/container/run, docs.podman.io, checked 2026-11). */
const SWITCHES = new Set([
  '-d',
  '-i',
  '-t',
  '-P',
  '-q',
  '--detach',
  '--interactive',
  '--tty',
  '--publish-all',
  '--quiet',
  '--rm',
  '--rmi',
  '--init',
  '--privileged',
  '--read-only',
  '--read-only-tmpfs',
  '--oom-kill-disable',
  '--no-healthcheck',
  '--disable-content-trust',
  '--sig-proxy',
  '--use-api-socket',
  '--env-host',
  '--http-proxy',
  '--no-hosts',
  '--no-hostname',
  '--passwd',
  '--replace',
  '--tls-verify',
  '--unsetenv-all',
])
/** Options in front of the command, without a value. */
const GLOBAL_SWITCHES = new Set(['-D', '--debug', '--tls', '--tlsverify', '--remote', '-r', '--syslog', '--transient-store'])

const GLOBAL: OptionRules = { of: 'container', takesValue: (name) => !GLOBAL_SWITCHES.has(name), shortClusters: true }
const RUN: OptionRules = { of: 'container', takesValue: (name) => !SWITCHES.has(name), shortClusters: true }

/** `docker run [options] IMAGE [arguments]` and podman's; undefined for other commands of them and other programs. */
export function readContainer(tree: SyntaxTree, { program, args }: Command): Run | undefined {
  const name = programName(program.text)
  if (name !== 'docker' && name !== 'podman') return undefined
  const before = readOptions(tree, args, GLOBAL)
  const verbs = before.rest[0]?.text === 'container' ? 2 : 1
  if (before.rest[verbs - 1]?.text !== 'run') return undefined
  const { options, args: own, rest } = readOptions(tree, before.rest.slice(verbs), RUN)
  const [image, ...others] = rest
  const words = before.rest.slice(0, verbs).map((word) => asArgument(word, 'other', 'container'))
  return {
    ...NOTHING_RUN,
    runner: name,
    source: image && imageSource(image),
    args: [...before.args, ...words, ...own, ...(image ? [asArgument(image, 'package', 'container')] : [])],
    rest: others,
    env: options.flatMap((option) => toAssignment(tree, option)),
    mounts: options.flatMap((option) => toMount(tree, option)),
  }
}

function toAssignment(tree: SyntaxTree, { name, value }: Option): readonly Assignment[] {
  if (!value || (name !== '-e' && name !== '--env')) return []
  return [assignment(tree, value)]
}

/** `NAME=value`, or `NAME` alone. */
export function assignment(tree: SyntaxTree, word: Text): Assignment {
  const equals = word.text.indexOf('=')
  if (equals < 0) return { name: word.text, nameAt: word, value: undefined }
  const name = partOf(tree, word, 0, equals)
  return { name: name.text, nameAt: name, value: partOf(tree, word, equals + 1, word.text.length) }
}

function toMount(tree: SyntaxTree, { name, value }: Option): readonly Mount[] {
  if (!value) return []
  if (name === '-v' || name === '--volume') return volume(tree, value)
  return name === '--mount' ? bindMount(tree, value) : []
}

/** What `-v` takes: `source:target[:options]`; a drive letter of Windows is part of the source. One path alone is an anonymous volume. */
export function volume(tree: SyntaxTree, word: Text): readonly Mount[] {
  const from = /^[A-Za-z]:[\\/]/.test(word.text) ? 2 : 0
  // A colon inside a reference such as `${env:HOME}` or `${HOME:-/root}` separates nothing.
  const masked = word.text.replace(/\$\{[^}]{0,200}\}/g, (reference) => '_'.repeat(reference.length))
  const colon = masked.indexOf(':', from)
  if (colon < 0) return []
  const [target = '', options = ''] = splitTarget(word.text.slice(colon + 1))
  const writable = !options.split(',').includes('ro') && !options.split(',').includes('readonly')
  return [{ source: partOf(tree, word, 0, colon), target, writable, span: word.span, path: word.path }]
}

function splitTarget(text: string): readonly string[] {
  const colon = text.indexOf(':', /^[A-Za-z]:[\\/]/.test(text) ? 2 : 0)
  return colon < 0 ? [text] : [text.slice(0, colon), text.slice(colon + 1)]
}

/** `type=bind,source=/a,target=/b,readonly`. */
function bindMount(tree: SyntaxTree, word: Text): readonly Mount[] {
  let source: Text | undefined
  let target = ''
  let writable = true
  let start = 0
  for (const field of word.text.split(',')) {
    const equals = field.indexOf('=')
    const key = (equals < 0 ? field : field.slice(0, equals)).trim().toLowerCase()
    const value = equals < 0 ? '' : field.slice(equals + 1)
    if (key === 'source' || key === 'src') source = partOf(tree, word, start + equals + 1, start + field.length)
    else if (key === 'target' || key === 'dst' || key === 'destination') target = value
    else if ((key === 'readonly' || key === 'ro') && value !== 'false' && value !== '0') writable = false
    start += field.length + 1
  }
  return source ? [{ source, target, writable, span: word.span, path: word.path }] : []
}
