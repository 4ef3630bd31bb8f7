import type { Host } from '../model/host.ts'

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
    `Id \`${host.id}\`, checked ${host.checked}. Documentation: ${host.docs.map((url) => `<${url}>`).join(', ')}`,
    '',
    '| | |',
    '| --- | --- |',
    `| files | ${host.files.map(({ glob, scope }) => `\`${glob}\` (${scope})`).join('<br>')} |`,
    `| servers are under | \`${host.serversPath.join('.')}\`${host.bareMap ? ', or at the root' : ''} |`,
    `| comments | ${syntax.comments ? 'yes' : 'no'} |`,
    `| trailing commas | ${syntax.trailingCommas ? 'yes' : 'no'} |`,
    `| \`url\` without \`type\` | ${host.urlWithoutType} |`,
    `| a reference to a variable | ${interpolation.env ? `\`${interpolation.env('NAME')}\`` : 'none: values are literal'} |`,
    ...(interpolation.input ? [`| a reference to an input | \`${interpolation.input('id')}\` |`] : []),
    ...(interpolation.expandedIn.length > 0 ? [`| expanded in | ${interpolation.expandedIn.join(', ')} |`] : []),
    ...(host.workspaceFolder ? [`| the folder of the workspace | \`${host.workspaceFolder}\` |`] : []),
    '',
    '| field | type | transports | meaning |',
    '| --- | --- | --- | --- |',
    ...host.fields.map(
      ({ name, type, transports, meaning }) =>
        `| \`${name}\` | ${type.replaceAll('|', '\\|')} | ${transports.join(', ')} | ${meaning.replaceAll('|', '\\|')} |`,
    ),
  ]
}
