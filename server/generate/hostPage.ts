import { type Host, type HostFile, holdsOf } from '../model/host.ts'

/** What this version knows of each host, for readers. */
export function hostPage(hosts: readonly Host[]): string {
  return [
    '<!-- Written by `npm run generate` from server/model/hosts. Edit the host. -->',
    '',
    '# Hosts',
    '',
    'Applications whose MCP configuration Scopelight reads, and what it knows of each of them.',
    ...hosts.flatMap(section),
    '',
  ].join('\n')
}

function section(host: Host): readonly string[] {
  const { interpolation, syntax } = host
  return [
    '',
    `## ${host.name}`,
    '',
    `Id \`${host.id}\`, checked ${host.checked}.${documentation(host)}`,
    '',
    '| | |',
    '| --- | --- |',
    `| files | ${host.files.map(fileWords).join('<br>')} |`,
    ...(holdsOf(host) === 'settings'
      ? []
      : [`| servers are under | \`${host.serversPath.join('.')}\`${host.bareMap ? ', or at the root' : ''} |`]),
    `| comments | ${syntax.comments ? 'yes' : 'no'} |`,
    `| trailing commas | ${syntax.trailingCommas ? 'yes' : 'no'} |`,
    `| \`url\` without \`type\` | ${host.urlWithoutType} |`,
    `| a reference to a variable | ${interpolation.env ? `\`${interpolation.env('NAME')}\`` : 'none: values are literal'} |`,
    ...(interpolation.input ? [`| a reference to an input | \`${interpolation.input('id')}\` |`] : []),
    ...(interpolation.expandedIn.length > 0 ? [`| expanded in | ${interpolation.expandedIn.join(', ')} |`] : []),
    ...(host.workspaceFolder ? [`| the folder of the workspace | \`${host.workspaceFolder}\` |`] : []),
    '',
    ...(host.unverified ? ['Not verified:', '', ...host.unverified.map((sentence) => `- ${sentence}`), ''] : []),
    ...(host.fields.length > 0 ? ['| field | type | transports | meaning |', '| --- | --- | --- | --- |'] : []),
    ...host.fields.map(
      ({ name, type, transports, meaning }) =>
        `| \`${name}\` | ${type.replaceAll('|', '\\|')} | ${transports.join(', ')} | ${meaning.replaceAll('|', '\\|')} |`,
    ),
  ]
}

function documentation({ docs }: Host): string {
  return docs.length > 0 ? ` Documentation: ${docs.map((url) => `<${url}>`).join(', ')}` : ''
}

/** Where it lies, who writes it, and what is special about it. */
function fileWords({ glob, scope, borrowed, deprecated, onlyWith, holds, differs }: HostFile): string {
  const servers = differs?.serversPath?.join('.')
  const remarks = [
    scope,
    ...(holds === 'servers' ? [] : [holds]),
    ...(servers ? [`servers under \`${servers}\``] : []),
    ...(borrowed ? ['of another host'] : []),
    ...(onlyWith ? ['known by what it holds'] : []),
    ...(deprecated ? [`deprecated: ${deprecated}`] : []),
  ]
  return `\`${glob.replaceAll('|', '\\|')}\` (${remarks.join('; ')})`
}
