import { lint } from '../lint/lint.ts'
import { HOSTS } from '../model/hosts/index.ts'
import { RULES } from '../rules/index.ts'

const TEXT = JSON.stringify({
  mcpServers: {
    local: { command: 'npx', args: ['-y', 'some-server', '/tmp'], env: { SOME_TOKEN: 'value' } },
    remote: { url: 'https://example.com/mcp', headers: { Authorization: 'Bearer value' } },
  },
})

/** The first run of parser and rules compiles them, which costs milliseconds: better before a document waits for it. */
export function warmUp(): void {
  const [host] = HOSTS
  if (host) lint({ file: 'warm-up.json', text: TEXT }, host, RULES)
}
