import { holdsReference } from '../../knowledge/references.ts'
import type { Source } from '../../model/launch.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'unpinned-git-source',
    group: 'supply-chain',
    title: 'Git source without commit hash',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: 'the repository a package runner is given: `git+https://…`, `github:owner/repo`, `owner/repo#branch`, `--from git+…`',
    when: 'no whole commit hash follows: none, a branch or a tag. High when the entry holds a credential.',
    why: 'A branch moves.',
    fix: undefined,
    standards: ['CWE-494', 'MCP04'],
    guards: [],
    absorbs: ['unpinned-package'],
    since: '0.1.0',
  },

  *server({ name, launch }) {
    const { source, credentials } = launch
    if (source?.ecosystem !== 'git' || source.version?.kind === 'exact') return
    // What stands behind a reference is not known, and a repository of this machine is one's own.
    if (holdsReference(source.name) || /^git\+file:/i.test(source.name)) return
    const isGiven = credentials.some(({ where }) => where !== 'elsewhere')
    yield {
      at: source,
      severity: isGiven ? 'high' : 'medium',
      message: `Server "${name}" runs ${pointWords(source)} of a repository at the moment of its start${isGiven ? ', and hands it a credential' : ''}. Write the hash of the commit you reviewed behind "${source.name.includes('+') ? '@' : '#'}".`,
    }
  },
})

function pointWords({ version }: Source): string {
  return version ? `what "${version.text}" names` : 'the newest state'
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"acme":{"command":"npx","args":["-y","github:acme/mcp#0123456789abcdef0123456789abcdef01234567"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"uvx","args":["--from","git+https://github.com/acme/mcp@0123456789abcdef0123456789abcdef01234567","acme"]},"b":{"command":"uvx","args":["--from","git+https://github.com/acme/mcp@${env:ACME_COMMIT}","acme"]},"c":{"command":"npx","args":["-y","acme-docs@1.0.0","acme/mcp"]}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"acme":{"command":"npx","args":["-y","«github:acme/mcp»"]}}}',
      message:
        'Server "acme" runs the newest state of a repository at the moment of its start. Write the hash of the commit you reviewed behind "#".',
      severity: 'medium',
      confidence: 'high',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"acme":{"command":"uvx","args":["--from","«git+https://github.com/acme/mcp@main»","acme"],"env":{"ACME_API_KEY":"${env:ACME_API_KEY}"}}}}',
      message:
        'Server "acme" runs what "main" names of a repository at the moment of its start, and hands it a credential. Write the hash of the commit you reviewed behind "@".',
      severity: 'high',
    },
    // A tag can be moved, and a part of a hash may become that of another commit.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"npx","args":["-y","«acme/mcp#v1.2.0»"]},"b":{"command":"pipx","args":["run","--spec","«git+ssh://git@git.acme.example/mcp.git@0123456»","acme"]}}}',
      message:
        'Server "a" runs what "v1.2.0" names of a repository at the moment of its start. Write the hash of the commit you reviewed behind "#".',
      severity: 'medium',
    },
  ],
} satisfies Examples
