import type { KnownServer } from '../../knowledge/servers.ts'
import type { Launch, Source } from '../../model/launch.ts'
import { type Published, packageKey } from '../../model/published.ts'
import type { SyntaxTree } from '../../syntax/tree.ts'
import { kindName, withArticle } from '../credentialWords.ts'
import { isDemonstration } from '../demonstration.ts'
import { type FloatingPackage, floatingPackage } from '../floatingPackage.ts'
import { graveCredential } from '../impact.ts'
import { advisoriesThatApply } from '../knownAdvisories.ts'
import { defineRule, type Examples, type Fix } from '../rule.ts'
import { canWrite } from '../writeAbility.ts'

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
    when: 'a package runner gets no exact version: none, `@latest`, `@next`, a range, `>=`. Exact are `pkg@1.2.3`, `pkg==1.2.3`, `--from pkg==1.2.3`, `-p pkg@1.2.3`, with extras. Medium when the entry also holds a credential of impact high or critical, or the server can write or execute, as it is started here, and is not official; one finding per server.',
    why: 'The code can change between the review and the next start.',
    fix: {
      safety: 'review',
      does: 'with `scopelight lint --online`: writes the version that the registry names today, unless an advisory is about it',
    },
    standards: ['MCP04', 'ASI04', 'LLM03', 'CWE-1357', 'CWE-829', 'SAFE-T1201', 'CSF GV.SC-07'],
    guards: ['pep440-pin', 'one-per-server'],
    absorbs: [],
    note: 'More than half of public configs float; medium for all of them would break the budget of the bar. No version stands in the file, and the rule asks no registry; only `scopelight lint --online` does, and tells it what was answered.',
    since: '0.1.0',
  },

  *server({ name, launch }, { tree }, { published }) {
    const source = floatingPackage(launch)
    if (!source) return
    const why = reasonToWorry(launch, launch.known)
    const today = isVerb(launch) ? undefined : wantedToday(source, launch, published)
    yield {
      at: source,
      severity: why === undefined ? 'low' : 'medium',
      message: `${problemWith(source, name, launch, published, why)} ${advice(source, launch, published, today)}`,
      fixes: today === undefined ? [] : pin(source, today, tree),
    }
  },
})

const CHANGES = new Set(['write', 'execute', 'code', 'delete', 'admin', 'money', 'send', 'ticket'])

/** `uvx run NAME`: "run" is a word of `uv`, and a package of its own on PyPI. */
function isVerb({ source, runner, args }: Launch): boolean {
  if (source?.name !== 'run' || source.ecosystem !== 'pypi' || source.version || runner?.name === 'pipx') return false
  return args.some(({ of, kind }) => of === 'server' && kind === 'other')
}

function problemWith(
  source: FloatingPackage,
  server: string,
  launch: Launch,
  published: Published | undefined,
  why = '',
): string {
  if (isVerb(launch))
    return `"${launch.runner?.name}" takes the first word for a package, so server "${server}" fetches and runs the package "run"${why}.`
  const problem = `Nothing fixes the version of "${source.name}" that server "${server}" runs`
  if (isAbsent(source, published))
    return `${problem}, and the registry shows no package of that name: whoever publishes one decides what runs${why}.`
  return `${problem}: each machine runs what was ${newest(source)} when it fetched it${why}.`
}

function advice(source: FloatingPackage, launch: Launch, published: Published | undefined, today: string | undefined): string {
  if (isVerb(launch)) return 'Delete "run", and write the version of what follows.'
  if (isAbsent(source, published)) return 'Correct the name if it is misspelt, and write the version you reviewed.'
  if (today !== undefined) return `Write the version you reviewed, "${pinned(source, today)}" if it is today's.`
  return `Write the version you reviewed, as in "${pinned(source, '<version>')}".`
}

function isAbsent(source: FloatingPackage, published: Published | undefined): boolean {
  return published?.get(packageKey(source))?.state === 'absent'
}

/** What the runner would fetch today, as its registry says; none that an advisory is about. */
function wantedToday(source: FloatingPackage, launch: Launch, published: Published | undefined): string | undefined {
  const known = published?.get(packageKey(source))
  if (known?.state !== 'published' || source.version?.kind === 'range') return undefined
  const tag = source.version?.text ?? 'latest'
  const version = Object.hasOwn(known.tags, tag) ? known.tags[tag] : undefined
  if (version === undefined) return undefined
  const thatVersion = { ...launch, source: { ...source, version: { text: version, kind: 'exact' as const } } }
  return advisoriesThatApply(thatVersion).length > 0 ? undefined : version
}

function pinned({ name, ecosystem }: FloatingPackage, version: string): string {
  return `${name}${ecosystem === 'pypi' ? '==' : '@'}${version}`
}

/** Only where the specification stands in the file as it is read: a name, maybe with extras, and maybe a tag. */
function pin(source: FloatingPackage, version: string, tree: SyntaxTree): readonly Fix[] {
  const { name, span, version: written } = source
  const raw = tree.text.slice(span.start, span.end)
  const bare = written === undefined ? raw : raw.slice(0, raw.length - written.text.length - 1)
  if (written !== undefined && raw !== `${bare}@${written.text}`) return []
  if (!bare.startsWith(name) || !/^(?:\[[\w,.-]*\])?$/.test(bare.slice(name.length))) return []
  const text = `${bare}${pinned(source, version).slice(name.length)}`
  return [
    { title: `Use version ${version}, which the registry names today`, safety: 'review', patches: [{ op: 'text', span, text }] },
  ]
}

function newest({ version }: Source): string {
  if (version?.kind === 'range') return `the newest in "${version.text}"`
  return version?.kind === 'tag' && version.text !== 'latest' ? `tagged "${version.text}"` : 'newest'
}

/** What a bad version could do here at once; unknown is neither safe nor a reason. */
function reasonToWorry(launch: Launch, known: KnownServer | undefined): string | undefined {
  const grave = graveCredential(launch)
  if (grave?.kind) return `, and hands it ${withArticle(kindName(grave.kind))}`
  if (known && !known.official && changes(launch, known)) return ', and lets it change things'
  return undefined
}

/** Rows of a demonstration are nobody's, and a server that is kept to reading changes none. */
function changes(launch: Launch, { tools }: KnownServer): boolean {
  return tools.some(({ action }) => CHANGES.has(action)) && canWrite(launch) && !isDemonstration(launch)
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
    // A registry was asked.
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"docs":{"command":"npx","args":["-y","«acme-docs»","--stdio"]}}}',
      published: { 'npm acme-docs': { state: 'published', tags: { latest: '1.4.2', next: '2.0.0-rc.1' } } },
      message:
        'Nothing fixes the version of "acme-docs" that server "docs" runs: each machine runs what was newest when it fetched it. Write the version you reviewed, "acme-docs@1.4.2" if it is today\'s.',
      severity: 'low',
      fixed: '{"mcpServers":{"docs":{"command":"npx","args":["-y","acme-docs@1.4.2","--stdio"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"docs":{"command":"npx","args":["-y","«@acme/docs@next»"]}}}',
      published: { 'npm @acme/docs': { state: 'published', tags: { latest: '1.4.2', next: '2.0.0-rc.1' } } },
      message:
        'Nothing fixes the version of "@acme/docs" that server "docs" runs: each machine runs what was tagged "next" when it fetched it. Write the version you reviewed, "@acme/docs@2.0.0-rc.1" if it is today\'s.',
      fixed: '{"mcpServers":{"docs":{"command":"npx","args":["-y","@acme/docs@2.0.0-rc.1"]}}}',
    },
    {
      host: 'codex',
      file: '.codex/config.toml',
      text: '[mcp_servers.docs]\ncommand = "uvx"\nargs = ["--from", "«Acme_Docs[all]»", "serve"]\n',
      published: { 'pypi acme-docs': { state: 'published', tags: { latest: '0.9.1' } } },
      message:
        'Nothing fixes the version of "Acme_Docs" that server "docs" runs: each machine runs what was newest when it fetched it. Write the version you reviewed, "Acme_Docs==0.9.1" if it is today\'s.',
      fixed: '[mcp_servers.docs]\ncommand = "uvx"\nargs = ["--from", "Acme_Docs[all]==0.9.1", "serve"]\n',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"docs":{"command":"npx","args":["-y","«acme-dosc»"]}}}',
      published: { 'npm acme-dosc': { state: 'absent' } },
      message:
        'Nothing fixes the version of "acme-dosc" that server "docs" runs, and the registry shows no package of that name: whoever publishes one decides what runs. Correct the name if it is misspelt, and write the version you reviewed.',
      severity: 'low',
    },
    // The newest has a published weakness: no version is named, and no fix writes it.
    {
      host: 'cursor',
      text: '{"mcpServers":{"remote":{"command":"npx","args":["-y","«mcp-remote»","https://mcp.acme.example/mcp"]}}}',
      published: { 'npm mcp-remote': { state: 'published', tags: { latest: '0.1.15' } } },
      message:
        'Nothing fixes the version of "mcp-remote" that server "remote" runs: each machine runs what was newest when it fetched it. Write the version you reviewed, as in "mcp-remote@<version>".',
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
    // Sample rows in memory, and a server that is kept to reading.
    {
      host: 'gemini',
      text: '{"mcpServers":{"db":{"command":"npx","args":["-y","«@bytebase/dbhub@latest»","--transport","stdio","--demo"]}}}',
      message:
        'Nothing fixes the version of "@bytebase/dbhub" that server "db" runs: each machine runs what was newest when it fetched it. Write the version you reviewed, as in "@bytebase/dbhub@<version>".',
      severity: 'low',
    },
    {
      host: 'gemini',
      text: '{"mcpServers":{"db":{"command":"npx","args":["-y","«@bytebase/dbhub@latest»","--transport","stdio"]}}}',
      message:
        'Nothing fixes the version of "@bytebase/dbhub" that server "db" runs: each machine runs what was newest when it fetched it, and lets it change things. Write the version you reviewed, as in "@bytebase/dbhub@<version>".',
      severity: 'medium',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"pg":{"command":"uvx","args":["«postgres-mcp»","--access-mode=restricted"]}}}',
      message:
        'Nothing fixes the version of "postgres-mcp" that server "pg" runs: each machine runs what was newest when it fetched it. Write the version you reviewed, as in "postgres-mcp==<version>".',
      severity: 'low',
    },
  ],
} satisfies Examples
