import { holdsReference } from '../../knowledge/references.ts'
import type { KnownServer } from '../../knowledge/servers.ts'
import type { Launch, RunnerName, Source } from '../../model/launch.ts'
import { kindName, withArticle } from '../credentialWords.ts'
import { graveCredential } from '../impact.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'unpinned-package',
    group: 'supply-chain',
    title: 'Runner fetches a floating version',
    tier: 1,
    severity: 'low',
    confidence: 'high',
    persona: 'regular',
    where: 'npx/bunx/pnpm dlx/yarn dlx/npm exec/uvx/pipx/uv tool run/deno args',
    when: 'a package runner gets no exact version: none, `@latest`, `@next`, a range, `>=`. Exact are `pkg@1.2.3`, `pkg==1.2.3`, `--from pkg==1.2.3`, `-p pkg@1.2.3`, with extras. Medium when the entry also holds a credential of impact high or critical, or the server can write or execute and is not official; one finding per server.',
    why: 'The code can change between the review and the next start.',
    fix: undefined,
    standards: ['MCP04', 'ASI04', 'LLM03', 'CWE-1357', 'CWE-829', 'SAFE-T1201', 'CSF GV.SC-07'],
    guards: ['pep440-pin', 'one-per-server'],
    absorbs: [],
    note: 'More than half of public configs float; medium for all of them would break the budget of the bar. A version that can be trusted is not in the file, so there is no fix: the rule asks no registry.',
    since: '0.1.0',
  },

  *server({ name, launch }) {
    const { source, runner, known } = launch
    if (!source || !runner || !RUNNERS.has(runner.name) || !isFloating(source)) return
    if (launch.args.some(({ of, text }) => of === 'runner' && NOTHING_FETCHED.has(text))) return
    const why = reasonToWorry(launch, known)
    const pinned = `${source.name}${source.ecosystem === 'pypi' ? '==' : '@'}<version>`
    yield {
      at: source,
      severity: why === undefined ? 'low' : 'medium',
      message: isVerb(launch)
        ? `"${runner.name}" takes the first word for a package, so server "${name}" fetches and runs the package "run"${why ?? ''}. Delete "run", and write the version of what follows.`
        : `Nothing fixes the version of "${source.name}" that server "${name}" runs: each machine runs what was ${newest(source)} when it fetched it${why ?? ''}. Write the version you reviewed, as in "${pinned}".`,
    }
  },
})

const RUNNERS: ReadonlySet<RunnerName> = new Set([
  'npx',
  'bunx',
  'pnpm dlx',
  'yarn dlx',
  'npm exec',
  'uvx',
  'uv tool run',
  'pipx',
  'deno',
])
/** With these the runner takes what is installed (docs.npmjs.com/cli/v11/commands/npm-exec, docs.astral.sh/uv, 2026-11). */
const NOTHING_FETCHED = new Set(['--no-install', '--no', '--offline'])
const CHANGES = new Set(['write', 'execute', 'code', 'delete', 'admin', 'money', 'send', 'ticket'])

/** What stands behind a reference is not known. */
function isFloating({ ecosystem, name, version }: Source): boolean {
  if (ecosystem !== 'npm' && ecosystem !== 'pypi') return false
  return version?.kind !== 'exact' && !holdsReference(name) && !holdsReference(version?.text ?? '')
}

/** `uvx run NAME`: "run" is a word of `uv`, and a package of its own on PyPI. */
function isVerb({ source, runner, args }: Launch): boolean {
  if (source?.name !== 'run' || source.ecosystem !== 'pypi' || source.version || runner?.name === 'pipx') return false
  return args.some(({ of, kind }) => of === 'server' && kind === 'other')
}

function newest({ version }: Source): string {
  if (version?.kind === 'range') return `the newest in "${version.text}"`
  return version?.kind === 'tag' && version.text !== 'latest' ? `tagged "${version.text}"` : 'newest'
}

/** What a bad version could do here at once; unknown is neither safe nor a reason. */
function reasonToWorry(launch: Launch, known: KnownServer | undefined): string | undefined {
  const grave = graveCredential(launch)
  if (grave?.kind) return `, and hands it ${withArticle(kindName(grave.kind))}`
  if (known && !known.official && known.tools.some(({ action }) => CHANGES.has(action))) return ', and lets it change things'
  return undefined
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"supabase":{"command":"npx","args":["-y","@supabase/mcp-server-supabase@0.7.0","--read-only","--project-ref=abc"]}}}',
    },
    // pep440-pin, with extras, and the other ways to say it
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"uvx","args":["acme-docs==1.2.3"]},"b":{"command":"uvx","args":["--from","acme-docs[all]==1.2.3","serve"]},"c":{"command":"npx","args":["-y","-p","acme-docs@1.2.3","serve"]},"d":{"command":"uvx","args":["acme-docs@1.2.3"]},"e":{"command":"pipx","args":["run","--spec","acme-docs==1.2.3","serve"]}}}',
    },
    // The version of a program inside the package, and runners that take only what is installed.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"deno","args":["run","npm:@acme/mcp@1.2.3/cli"]},"b":{"command":"npx","args":["--no-install","acme-docs"]},"c":{"command":"npx","args":["--no","acme-docs"]},"d":{"command":"uvx","args":["--offline","acme-docs"]}}}',
    },
    // Nothing is fetched: a script, a folder, a version that comes from elsewhere.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"node","args":["server.js"]},"b":{"command":"npx","args":["./tools/server"]},"c":{"command":"npx","args":["acme-docs@${env:ACME_VERSION}"]}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"supabase":{"command":"npx","args":["-y","«@supabase/mcp-server-supabase@latest»","--read-only","--project-ref=abc"]}}}',
      message:
        'Nothing fixes the version of "@supabase/mcp-server-supabase" that server "supabase" runs: each machine runs what was newest when it fetched it. Write the version you reviewed, as in "@supabase/mcp-server-supabase@<version>".',
      severity: 'low',
      confidence: 'high',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"docs":{"command":"uvx","args":["--from","«acme-docs>=1.2»","serve"]}}}',
      message:
        'Nothing fixes the version of "acme-docs" that server "docs" runs: each machine runs what was the newest in ">=1.2" when it fetched it. Write the version you reviewed, as in "acme-docs==<version>".',
      severity: 'low',
    },
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"docs":{"command":"cmd","args":["/c","npx","-y","«acme-docs@next»"]}}}',
      message:
        'Nothing fixes the version of "acme-docs" that server "docs" runs: each machine runs what was tagged "next" when it fetched it. Write the version you reviewed, as in "acme-docs@<version>".',
    },
    // It gets something worth stealing.
    {
      host: 'cursor',
      text: '{"mcpServers":{"supabase":{"command":"npx","args":["-y","«@supabase/mcp-server-supabase»","--read-only"],"env":{"SUPABASE_ACCESS_TOKEN":"${env:SUPABASE_ACCESS_TOKEN}"}}}}',
      message:
        'Nothing fixes the version of "@supabase/mcp-server-supabase" that server "supabase" runs: each machine runs what was newest when it fetched it, and hands it a Supabase personal access token. Write the version you reviewed, as in "@supabase/mcp-server-supabase@<version>".',
      severity: 'medium',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"vercel":{"command":"npx","args":["-y","«@vercel/sdk»","mcp"],"env":{"VERCEL_TOKEN":"${env:VERCEL_TOKEN}"}}}}',
      message:
        'Nothing fixes the version of "@vercel/sdk" that server "vercel" runs: each machine runs what was newest when it fetched it, and hands it a Vercel access token. Write the version you reviewed, as in "@vercel/sdk@<version>".',
      severity: 'medium',
    },
    // It can run commands, and it is not its vendor's.
    {
      host: 'cursor',
      text: '{"mcpServers":{"shell":{"command":"npx","args":["-y","«@wonderwhy-er/desktop-commander»"]}}}',
      message:
        'Nothing fixes the version of "@wonderwhy-er/desktop-commander" that server "shell" runs: each machine runs what was newest when it fetched it, and lets it change things. Write the version you reviewed, as in "@wonderwhy-er/desktop-commander@<version>".',
      severity: 'medium',
    },
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"news":{"command":"uvx","args":["«run»","acme-news"]}}}',
      message:
        '"uvx" takes the first word for a package, so server "news" fetches and runs the package "run". Delete "run", and write the version of what follows.',
      severity: 'low',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"deno","args":["run","«npm:@acme/mcp/cli»"]}}}',
      message:
        'Nothing fixes the version of "@acme/mcp" that server "a" runs: each machine runs what was newest when it fetched it. Write the version you reviewed, as in "@acme/mcp@<version>".',
    },
  ],
} satisfies Examples
