import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const folder = path.resolve('server/knowledge')
const read = (file: string): readonly Record<string, unknown>[] => JSON.parse(readFileSync(path.join(folder, file), 'utf8'))
const files = readdirSync(folder).filter((file) => file.endsWith('.json'))

const strings = z.array(z.string())
const provenance = {
  source: strings.min(1),
  sourceKind: z.enum(['primary', 'secondary', 'unconfirmed']).optional(),
  checked: z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/),
  verified: z.boolean(),
}
const regex = z.string().refine((source) => new RegExp(source) !== undefined)
const flags = z.string().regex(/^[imsu]*$/)
const pattern = z.strictObject({ id: z.string(), regex, flags, note: z.string().optional(), ...provenance })
const serverSwitch = z.strictObject({
  kind: z.string().min(1),
  where: z.enum(['args', 'env', 'header', 'urlParam', 'urlPath', 'docker', 'config', 'credential']),
  key: z.string().min(1),
  value: z.string(),
  effect: z.string(),
  enforcement: z.string().optional(),
  verified: z.boolean(),
})
const actions = ['read', 'write', 'send', 'ticket', 'code', 'execute', 'delete', 'admin', 'money'] as const

const schemas: Readonly<Record<string, z.ZodType>> = {
  'credentials.json': z.strictObject({
    id: z.string(),
    provider: z.string(),
    label: z.string().min(1),
    prefixes: strings,
    regex,
    flags: flags.optional(),
    needsName: strings.optional(),
    minEntropy: z.number().optional(),
    lifetime: z.string().regex(/^(none|optional|embedded|short|short:job|(max|short):\d+(h|d|mo|y))$/),
    impact: z.enum(['low', 'medium', 'high', 'critical']),
    subject: z.string(),
    scopeSemantics: z.string(),
    narrower: z.string().optional(),
    expectedHosts: strings,
    notes: z.string().optional(),
    ...provenance,
  }),
  'credentialNames.json': z.strictObject({ name: z.string().regex(/^[A-Z][A-Z0-9_]*$/), kind: z.string(), ...provenance }),
  'placeholders.json': pattern,
  'publicValues.json': pattern,
  'secretNames.json': pattern,
  'sensitive.json': z.strictObject({
    id: z.string(),
    items: strings.optional(),
    regexes: z.array(z.strictObject({ regex, flags })).optional(),
    ...provenance,
  }),
  'servers.json': z.strictObject({
    id: z.string(),
    name: z.string(),
    status: z.enum(['active', 'archived', 'deprecated']),
    official: z.boolean(),
    match: z.strictObject({ npm: strings, pypi: strings, images: strings, urls: strings, commands: strings }),
    credentials: z.strictObject({ env: strings, headers: strings, args: strings, files: strings }),
    restrictions: z.array(serverSwitch),
    formerRestrictions: z.array(serverSwitch).optional(),
    broadeners: z.array(serverSwitch),
    egress: strings,
    dataClasses: strings,
    ingestsUntrustedContent: z.boolean(),
    canCommunicateExternally: z.boolean(),
    tools: z.array(
      z.strictObject({
        name: z.string(),
        action: z.enum(actions),
        returnsSecrets: z.boolean().optional(),
        toolset: z.string().optional(),
        readOnlyHint: z.boolean().optional(),
        destructiveHint: z.boolean().optional(),
      }),
    ),
    runsCommands: z.boolean().optional(),
    toolsets: strings.optional(),
    notes: z.string(),
    ...provenance,
  }),
  'advisories.json': z.strictObject({
    id: z.string(),
    aliases: strings,
    ecosystem: z.enum(['npm', 'PyPI', 'Go', 'OCI', 'app']),
    package: z.string(),
    ranges: z.array(z.strictObject({ introduced: z.string().optional(), fixed: z.string().nullable().optional() })),
    severity: z.enum(['critical', 'high', 'medium', 'moderate', 'low', 'unknown']),
    class: z.string(),
    summary: z.string(),
    cwe: strings,
    onlyWhen: z.string().nullable(),
    defeatsRestriction: strings,
    ...provenance,
  }),
  'defaultChains.json': z.strictObject({
    id: z.string(),
    servers: strings.min(1),
    signedInTo: z.string(),
    pin: z.string(),
    pins: strings.min(1),
    advice: z.string(),
    set: z.record(z.string(), z.string()),
    personal: z.record(z.string(), strings),
    flags: strings,
    ...provenance,
  }),
  'oauthScopes.json': z.strictObject({
    id: z.string(),
    provider: z.string(),
    scope: z.string(),
    level: z.string(),
    effect: z.string(),
    instead: z.string(),
    ...provenance,
  }),
  'hostApprovalSettings.json': z.strictObject({
    id: z.string(),
    host: z.string(),
    file: z.string(),
    key: z.string(),
    value: z.string(),
    meaning: z.string(),
    reach: z.string(),
    // A setting that is dangerous by its value alone: where it stands, which values are, and what to write instead.
    paths: z.array(strings.min(1)).min(1).optional(),
    dangerous: z
      .array(z.union([z.string(), z.boolean()]))
      .min(1)
      .optional(),
    safe: z.union([z.string(), z.boolean()]).optional(),
    ...provenance,
  }),
  'hostEntryPermissionKeys.json': z.strictObject({
    id: z.string(),
    host: z.string(),
    approvalKeys: z.string().nullable(),
    restrictionKeys: z.string().nullable(),
    note: z.string(),
    ...provenance,
  }),
  'toolVerbLexicon.json': z.strictObject({
    id: z.string(),
    action: z.enum([...actions, 'secrets']),
    priority: z.number(),
    words: strings,
    nouns: strings.optional(),
    note: z.string().optional(),
    ...provenance,
  }),
  'variableReferences.json': z.strictObject({ id: z.string(), hosts: strings.min(1), regex, flags, ...provenance }),
}

describe('knowledge', () => {
  it('has a schema for each of its files', () => {
    expect(files.sort()).toEqual(Object.keys(schemas).sort())
  })

  it.each(files)('%s holds only records of its type, each with source and date', (file) => {
    for (const record of read(file)) expect(schemas[file]?.safeParse(record).error, JSON.stringify(record)).toBeUndefined()
  })

  it.each(files)('%s names each record once', (file) => {
    const ids = read(file).map((record) => record.id ?? record.name)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it.each(files)('%s has one record a line, so that a review sees what changed', (file) => {
    const records = read(file)
    expect(readFileSync(path.join(folder, file), 'utf8')).toBe(
      `[\n${records.map((r) => `  ${JSON.stringify(r)}`).join(',\n')}\n]\n`,
    )
  })

  it('gives a variable name only to a kind that exists', () => {
    const kinds = read('credentials.json').map(({ id }) => id)
    for (const { kind } of read('credentialNames.json')) expect(kinds).toContain(kind)
  })

  it('gives a package, image, address or command to one server only', () => {
    for (const key of ['npm', 'pypi', 'images', 'urls', 'commands']) {
      const all = read('servers.json').flatMap((server) => (server.match as Record<string, string[]>)[key] ?? [])
      expect(all.filter((name, at) => all.indexOf(name) !== at)).toEqual([])
    }
  })
})
