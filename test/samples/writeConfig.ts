import type { Dialect } from './dialects.ts'
import { type NormalServer, reference } from './normalServer.ts'

type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value }
type Members = { readonly [key: string]: Value }

/** A file of this host with these servers; undefined where one of them cannot be written for it. */
export function writeConfig(dialect: Dialect, servers: readonly NormalServer[]): string | undefined {
  const entries = servers.map((server) => entryOf(dialect, server))
  if (entries.includes(undefined)) return undefined
  const named = servers.map(({ name }, index): [string, Members] => [name, entries[index] ?? {}])
  const inputs = dialect.input ? askedFor(servers) : []
  const name = dialect.container === 'one' && { name: servers[0]?.name ?? '' }
  const around = { ...dialect.around, ...name, ...(inputs.length > 0 && { inputs }) } as Members
  return withComments(WRITERS[dialect.format](nest(dialect.at, contained(dialect, named), around)), dialect, servers)
}

function contained({ container }: Dialect, named: readonly (readonly [string, Members])[]): Value {
  if (container === 'list') return named.map(([name, entry]) => ({ name, ...entry }))
  if (container === 'wrapped') return named.map(([name, entry]) => ({ [name]: entry }))
  if (container === 'one') return named[0]?.[1] ?? {}
  return Object.fromEntries(named)
}

/** The keys above the servers; `inputs` stand beside them. */
function nest(at: readonly string[], servers: Value, around: Members): Members {
  const { inputs, ...root } = around
  const beside: Members = { ...(inputs !== undefined && { inputs }), [at.at(-1) ?? '']: servers }
  const below = at.slice(0, -1).reduceRight<Members>((inner, key) => ({ [key]: inner }), beside)
  return { ...root, ...below }
}

function askedFor(servers: readonly NormalServer[]): Value[] {
  const ids = [...JSON.stringify(servers).matchAll(reference)].flatMap(([, kind, id = '']) => (kind === 'input' ? [id] : []))
  return [...new Set(ids)].map((id) => ({ type: 'promptString', id, description: id, password: true }))
}

/** Undefined where this host has no way to write it. */
function entryOf(dialect: Dialect, server: NormalServer): Members | undefined {
  const { words } = dialect
  if (server.command !== undefined && words.command === undefined) return undefined
  if (server.url !== undefined && words.url === undefined) return undefined
  const type = server.transport && words[server.transport]
  if (words.type !== undefined && type === undefined) return undefined
  const env = translated(dialect, server.env)
  const headers = translated(dialect, server.headers)
  if (!env || !headers) return undefined
  const launch: Members = {
    ...(words.type !== undefined && type !== undefined && { [words.type]: type }),
    ...(server.command !== undefined && words.command !== undefined && commandIn(dialect, server)),
    ...(Object.keys(env.values).length > 0 && { [words.env]: env.values }),
    ...(words.passedEnv !== undefined && env.passed.length > 0 && { [words.passedEnv]: env.passed }),
    ...(server.url !== undefined && words.url !== undefined && { [words.url]: server.url }),
    ...(words.headers !== undefined && Object.keys(headers.values).length > 0 && nest(words.headers, headers.values, {})),
    ...(words.bearerEnv !== undefined && headers.passed[0] !== undefined && { [words.bearerEnv]: headers.passed[0] }),
  }
  return { ...(words.nested === undefined ? launch : { [words.nested]: launch }), ...permissions(dialect, server) }
}

function commandIn({ words }: Dialect, { command = '', args = [] }: NormalServer): Members {
  const key = words.command ?? ''
  return words.commandIsList ? { [key]: [command, ...args] } : { [key]: command, ...(args.length > 0 && { args }) }
}

interface Translated {
  readonly values: Record<string, string>
  /** Names of variables whose value is that of a variable. */
  readonly passed: string[]
}

function translated({ env, input, words }: Dialect, texts: NormalServer['env'] = {}): Translated | undefined {
  const values: Record<string, string> = {}
  const passed: string[] = []
  for (const [name, text] of Object.entries(texts)) {
    const names = [...text.matchAll(reference)].map(([, , id = '']) => id)
    const value = text.replace(reference, (whole, kind: string, id: string) =>
      kind === 'input' && input ? input(id) : (env?.(id) ?? whole),
    )
    if (value.search(reference) < 0) values[name] = value
    else if (name === names[0] && words.passedEnv !== undefined) passed.push(name)
    else if (words.bearerEnv !== undefined && names[0] !== undefined && text.startsWith('Bearer ')) passed.push(names[0])
    else return undefined
  }
  return { values, passed }
}

function permissions({ words }: Dialect, { approved = [], onlyTools, withoutTools }: NormalServer): Members {
  const [all = '', value = ''] = words.approvesAll ?? []
  return {
    ...(words.approved !== undefined && approved.length > 0 && { [words.approved]: approved }),
    ...(words.approvesAll && approved.includes('*') && { [all]: value as Value }),
    ...(words.onlyTools !== undefined && onlyTools && { [words.onlyTools]: onlyTools }),
    ...(words.withoutTools !== undefined && withoutTools && { [words.withoutTools]: withoutTools }),
  }
}

const json = (value: Value): string => JSON.stringify(value, null, 2)

const WRITERS: Readonly<Record<Dialect['format'], (root: Members) => string>> = {
  json: (root) => `${json(root)}\n`,
  jsonc: (root) => `${json(root)}\n`,
  yaml,
  frontmatter: (root) => `---\n${yaml(root)}---\n\nRead the docs.\n`,
  toml,
}

function isMap(value: Value): value is Members {
  return typeof value === 'object' && !Array.isArray(value)
}

/** Block style, plain where a text can be; `args` in brackets, as people write them. */
function yaml(root: Members): string {
  return yamlLines(root, '').join('')
}

function yamlScalar(value: Value): string {
  if (Array.isArray(value)) return `[${value.map((item: Value) => JSON.stringify(item)).join(', ')}]`
  return typeof value === 'string' && /^[A-Za-z/][\w@/.+-]*$/.test(value) && !/^(?:true|false|null|yes|no|on|off)$/i.test(value)
    ? value
    : JSON.stringify(value)
}

function yamlLines(map: Members, indent: string): readonly string[] {
  return Object.entries(map).flatMap(([key, value]) => {
    const name = `${indent}${yamlScalar(key)}:`
    if (isMap(value)) return [`${name}\n`, ...yamlLines(value, `${indent}  `)]
    if (Array.isArray(value) && value.some((item: Value) => isMap(item)))
      return [`${name}\n`, ...value.flatMap((item: Value) => yamlItem(item as Members, `${indent}  `))]
    return [`${name} ${yamlScalar(value)}\n`]
  })
}

function yamlItem(item: Members, indent: string): readonly string[] {
  return yamlLines(item, `${indent}  `).map((line, index) => (index === 0 ? `${indent}- ${line.trimStart()}` : line))
}

/** A table for each server and for its environment, headers inline. */
function toml(root: Members): string {
  const lines: string[] = []
  const key = (name: string): string => (/^[\w-]+$/.test(name) ? name : JSON.stringify(name))
  const inline = (value: Value): string =>
    isMap(value)
      ? `{ ${Object.entries(value)
          .map(([name, member]) => `${key(name)} = ${inline(member)}`)
          .join(', ')} }`
      : JSON.stringify(value)
  for (const [first, servers] of Object.entries(root)) {
    for (const [name, entry] of Object.entries(servers as { readonly [name: string]: Members })) {
      lines.push(`[${key(first)}.${key(name)}]`)
      const { env, ...rest } = entry
      for (const [field, value] of Object.entries(rest)) lines.push(`${key(field)} = ${inline(value)}`)
      if (env === undefined) continue
      lines.push('', `[${key(first)}.${key(name)}.env]`)
      for (const [variable, value] of Object.entries(env as Members)) lines.push(`${key(variable)} = ${inline(value)}`)
    }
  }
  return `${lines.join('\n')}\n`
}

/** Each comment on the line above its server. */
function withComments(
  text: string,
  { comments, format, at, container }: Dialect,
  servers: readonly NormalServer[],
): string | undefined {
  const wanted = servers.filter(({ comment }) => comment !== undefined)
  if (wanted.length > 0 && comments === undefined) return undefined
  return wanted.reduce((whole, { name, comment }) => {
    const start =
      format === 'toml'
        ? `[${at.join('.')}.${name}]`
        : format === 'yaml' || format === 'frontmatter'
          ? { map: `${name}:`, list: `- name: ${name}`, wrapped: `- ${name}:`, one: '' }[container]
          : `"${name}": {`
    const found = whole.indexOf(start)
    const line = whole.lastIndexOf('\n', found) + 1
    return `${whole.slice(0, line)}${whole.slice(line, found)}${comments} ${comment}\n${whole.slice(line)}`
  }, text)
}
