import { SENSITIVE } from '../../knowledge/sensitive.ts'
import { isLoopback } from '../../model/launch/url.ts'
import type { Launch } from '../../model/launch.ts'
import type { Text } from '../../model/place.ts'
import { partOf } from '../../model/place.ts'
import type { SyntaxTree } from '../../syntax/tree.ts'
import { defineRule, type Examples, type Trusted } from '../rule.ts'
import { isTrustedRegistry } from '../trustedNames.ts'

export default defineRule({
  meta: {
    id: 'registry-override',
    group: 'supply-chain',
    title: 'Package registry redirected',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: 'variables of the entry and options of the package runner',
    when: 'one of them names a registry that is neither the public one of its ecosystem nor one of `trustedRegistries`. High over http, and for an additional index, which makes two sources for one name.',
    why: 'Another registry can answer with different code under the same name.',
    fix: undefined,
    standards: ['CWE-427', 'MCP04'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, launch }, { tree }, { trusted }) {
    const found = registriesOf(launch, tree).filter((one) => !isPublic(one.url) && !isTrustedRegistry(one.url, trusted))
    const first = found.find(isGrave) ?? found[0]
    if (!first) return
    yield {
      at: first.at,
      severity: isGrave(first) ? 'high' : 'medium',
      message: `Server "${name}" gets packages from "${first.url.host}"${first.isAdditional ? ', too, so that one name has two sources' : isPlain(first) ? ' in plain text, where anybody on the way can change them' : ''}. ${first.isAdditional ? 'Name a single registry' : isPlain(first) ? 'Use https' : 'Remove it'}, and list the registry as trusted if it is yours.`,
      related: found
        .filter((one) => one !== first)
        .map(({ at, url }) => ({ span: at.span, message: `Packages come from "${url.host}", too.` })),
    }
  },
})

interface Registry {
  readonly at: Text
  readonly url: URL
  readonly isAdditional: boolean
}

const NAMES = new Set(SENSITIVE.registryOverride)

/** One setting may list several, each with a name of its own: `UV_INDEX="acme=https://…"`. */
function registriesOf({ env, args }: Launch, tree: SyntaxTree): readonly Registry[] {
  const settings = [
    ...env.map(({ name, value }) => ({ name, value })),
    ...args
      .filter(({ of, flag }) => of === 'runner' && flag !== undefined)
      .map(({ flag = '', value }) => ({ name: flag, value })),
  ]
  return settings
    .filter(({ name }) => NAMES.has(name))
    .flatMap(({ name, value }) =>
      value ? addresses(value, tree).map((one) => ({ ...one, isAdditional: ADDITIONAL.test(name) })) : [],
    )
}

/** docs.astral.sh/uv/reference/environment and pip.pypa.io/en/stable/cli/pip_install, checked 2026-11. */
const ADDITIONAL = /EXTRA_INDEX|^UV_INDEX$|^--extra-index-url$|^--index$/
const MAX_CHARS = 4_000

function addresses(value: Text, tree: SyntaxTree): readonly Omit<Registry, 'isAdditional'>[] {
  return [...value.text.slice(0, MAX_CHARS).matchAll(/https?:\/\/[^\s]+/gi)].flatMap(({ 0: address, index }) =>
    URL.canParse(address) ? [{ at: partOf(tree, value, index, index + address.length), url: new URL(address) }] : [],
  )
}

/** The registries that runners ask when nobody names one, by the name that stands before the ending of the domain. */
const PUBLIC = new Set(['npmjs', 'yarnpkg', 'pypi', 'jsr'])

function isPublic({ protocol, hostname }: URL): boolean {
  const [ending = '', domain = ''] = hostname.split('.').reverse()
  return protocol === 'https:' && PUBLIC.has(domain) && /^(?:org|com|io)$/.test(ending)
}

function isPlain({ url }: Registry): boolean {
  return url.protocol === 'http:' && !isLoopback(url.hostname.replace(/^\[|\]$/g, ''))
}

function isGrave(registry: Registry): boolean {
  return registry.isAdditional || isPlain(registry)
}

const OWN: Partial<Trusted> = { registries: ['packages.acme.example'] }

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"acme":{"command":"uvx","args":["acme-mcp==1.0.0"],"env":{"UV_DEFAULT_INDEX":"https://packages.acme.example/simple"}}}}',
      trusted: OWN,
    },
    // What stands behind a reference, a registry for one scope only, and an option of the server itself.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"npx","args":["-y","acme-docs@1.0.0","--registry","https://schemas.acme.example"],"env":{"npm_config_registry":"${env:REGISTRY}","npm_config_@acme:registry":"https://npm.acme.example"}}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"acme":{"command":"uvx","args":["acme-mcp==1.0.0"],"env":{"UV_EXTRA_INDEX_URL":"«http://packages.acme.example/simple»"}}}}',
      message:
        'Server "acme" gets packages from "packages.acme.example", too, so that one name has two sources. Name a single registry, and list the registry as trusted if it is yours.',
      severity: 'high',
      confidence: 'high',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"acme":{"command":"npx","args":["-y","--registry=«https://npm.other.example:8443/»","acme-docs@1.0.0"],"env":{"NPM_CONFIG_REGISTRY":"https://packages.acme.example/npm"}}}}',
      message:
        'Server "acme" gets packages from "npm.other.example:8443". Remove it, and list the registry as trusted if it is yours.',
      severity: 'medium',
      trusted: OWN,
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"acme":{"command":"uvx","args":["--index-url","«http://packages.acme.example/simple»","acme-mcp==1.0.0"]}}}',
      message:
        'Server "acme" gets packages from "packages.acme.example" in plain text, where anybody on the way can change them. Use https, and list the registry as trusted if it is yours.',
      severity: 'high',
    },
    // A name of its own stands before the address.
    {
      host: 'cursor',
      text: '{"mcpServers":{"acme":{"command":"uvx","args":["acme-mcp==1.0.0"],"env":{"UV_INDEX":"own=«https://packages.acme.example/simple»"}}}}',
      message:
        'Server "acme" gets packages from "packages.acme.example", too, so that one name has two sources. Name a single registry, and list the registry as trusted if it is yours.',
      severity: 'high',
    },
  ],
} satisfies Examples
