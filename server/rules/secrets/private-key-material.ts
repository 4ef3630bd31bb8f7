import type { CredentialUse } from '../../model/launch.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { moveToEnvironment } from '../moveToEnvironment.ts'
import { passByName } from '../passByName.ts'
import { replaceByReferences } from '../replaceByReferences.ts'
import { defineRule, type Examples, type Fix, type Report } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'private-key-material',
    group: 'secrets',
    title: 'Private key PEM in config',
    tier: 1,
    severity: 'critical',
    confidence: 'high',
    persona: 'regular',
    where: 'any string of the file',
    when: 'a string holds the first line of a private key in PEM, also with `\\n` written out, and what follows is no placeholder. All keys of one server entry are one finding.',
    why: 'A private key is an identity that stays valid until somebody replaces it everywhere.',
    fix: {
      safety: 'review',
      does: 'puts the reference of this host in place of the key, as `hardcoded-secret` does; writes the key nowhere',
    },
    standards: ['CWE-321', 'CWE-522', 'NHI2'],
    guards: ['placeholders'],
    absorbs: ['hardcoded-secret'],
    since: '0.1.0',
  },

  *server(entry, config) {
    const keys = keysOf(entry.launch.credentials)
    const fix = fixOf(keys, entry, config)
    yield* report(keys, entry, fix)
  },

  *file(config) {
    yield* report(keysOf(config.credentials), undefined, undefined)
  },
})

function* report(keys: readonly CredentialUse[], entry: ServerEntry | undefined, fix: Fix | undefined): Iterable<Report> {
  const [first, ...others] = keys
  if (!first) return
  yield {
    at: first.at,
    value: first.at.span,
    message: `${holder(first, entry)} holds a private key, and whoever reads this file has the identity it stands for. Replace the key everywhere, and let the server read the new one from a file or a secret store.`,
    related: others.map(({ at, name }) => ({ span: at.span, message: `"${name}" holds a part of a private key too.` })),
    fixes: fix ? [fix] : [],
  }
}

function holder({ name }: CredentialUse, entry: ServerEntry | undefined): string {
  if (!entry) return name === '' ? 'This file' : `"${name}"`
  return name === '' ? `The command line of server "${entry.name}"` : `"${name}" of server "${entry.name}"`
}

/** A key file of Google is a document around the key, so both are one. */
function keysOf(credentials: readonly CredentialUse[]): readonly CredentialUse[] {
  const literals = credentials.filter(({ evidence }) => evidence === 'literal')
  const keys = literals.filter((use) => use.kind?.id === 'private-key')
  const paths = new Set(keys.map(({ at }) => JSON.stringify(at.path)))
  return literals.filter((use) => keys.includes(use) || (use.kind?.id === 'gcp-sa-key' && paths.has(JSON.stringify(use.at.path))))
}

function fixOf(keys: readonly CredentialUse[], entry: ServerEntry, config: McpConfig): Fix | undefined {
  const [first] = keys
  if (!first) return undefined
  if (keys.every(({ where }) => where === 'env' || where === 'header'))
    return (replaceByReferences(keys, entry, config) ?? passByName(keys, entry, config))?.fix
  return first.where === 'argument' && keys.length === 1 ? moveToEnvironment(first, entry, config) : undefined
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      text: '{"mcpServers":{"okta":{"command":"uvx","args":["okta-mcp-server==0.3.0"],"env":{"OKTA_PRIVATE_KEY":"${OKTA_PRIVATE_KEY}"}}}}',
    },
    // placeholders
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"A_KEY":"-----BEGIN PRIVATE KEY-----\\\\n...\\\\n-----END PRIVATE KEY-----","B_KEY":"-----BEGIN RSA PRIVATE KEY-----\\n<your key>\\n-----END RSA PRIVATE KEY-----"}}}}',
    },
    // What everybody may know, and a file that holds the key.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"A_CERT":"-----BEGIN CERTIFICATE-----\\nEXAMPLE0NOTREAL1\\n-----END CERTIFICATE-----","A_PRIVATE_KEY_PATH":"/run/secrets/a.pem"}}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      text: '{"mcpServers":{"okta":{"command":"uvx","args":["okta-mcp-server==0.3.0"],"env":{"OKTA_PRIVATE_KEY":"«-----BEGIN PRIVATE KEY-----»\\nEXAMPLE-NOT-REAL\\n-----END PRIVATE KEY-----"}}}}',
      message:
        '"OKTA_PRIVATE_KEY" of server "okta" holds a private key, and whoever reads this file has the identity it stands for. Replace the key everywhere, and let the server read the new one from a file or a secret store.',
      severity: 'critical',
      fixed:
        '{"mcpServers":{"okta":{"command":"uvx","args":["okta-mcp-server==0.3.0"],"env":{"OKTA_PRIVATE_KEY":"${OKTA_PRIVATE_KEY}"}}}}',
    },
    // The line ends are written out, and the host expands nothing.
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"A_KEY":"«-----BEGIN RSA PRIVATE KEY-----»\\\\nEXAMPLE0NOTREAL1\\\\n-----END RSA PRIVATE KEY-----"}}}}',
      message:
        '"A_KEY" of server "a" holds a private key, and whoever reads this file has the identity it stands for. Replace the key everywhere, and let the server read the new one from a file or a secret store.',
    },
    // A key nobody reads stands in the file all the same.
    {
      host: 'cursor',
      text: '{"notes":"«-----BEGIN OPENSSH PRIVATE KEY-----»\\nEXAMPLE0NOTREAL1\\n-----END OPENSSH PRIVATE KEY-----","mcpServers":{}}',
      message:
        '"notes" holds a private key, and whoever reads this file has the identity it stands for. Replace the key everywhere, and let the server read the new one from a file or a secret store.',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["--private-key","«-----BEGIN EC PRIVATE KEY-----»\\nEXAMPLE0NOTREAL1\\n-----END EC PRIVATE KEY-----"]}}}',
      message:
        'The command line of server "a" holds a private key, and whoever reads this file has the identity it stands for. Replace the key everywhere, and let the server read the new one from a file or a secret store.',
    },
  ],
} satisfies Examples
