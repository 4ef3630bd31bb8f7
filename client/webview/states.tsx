import { parseFilter, withoutToken } from '../../server/trace/filter.ts'
import { visibleText } from '../../server/trace/visibleText.ts'
import { count, counted } from './format.ts'
import { counts, filterText, loaded, setFilter, setShowProtocol, shown, showProtocol, status, store } from './model.ts'
import { postCommand } from './vscodeApi.ts'

/** What stands in place of the rows when there are none. */
export function EmptyState() {
  if (!loaded.value || shown.value > 0) return null
  const { calls, protocol } = counts.value
  if (filterText.value !== '' && calls + (showProtocol.value ? protocol : 0) > 0) return <NoMatch />
  return protocol > 0 ? <FirstTrace protocol={protocol} /> : <Empty />
}

function Empty() {
  const now = status.value
  const recorded = now?.recorded ?? 0
  const running = now?.proxies.length ?? 0
  return (
    <div class="empty">
      <i class="codicon codicon-mcp big" aria-hidden="true" />
      <h2>No MCP calls yet</h2>
      {recorded === 0 ? (
        <p>Put the proxy in front of a server. Calls appear here as agents make them.</p>
      ) : (
        <p>
          {running === 0
            ? `${counted(recorded, 'server')} ${recorded === 1 ? 'is' : 'are'} recorded, and no proxy is running. It starts with its server.`
            : 'A proxy is running. Ask your agent to use a tool.'}
        </p>
      )}
      <div class="actions">
        {now?.trusted !== false && (
          <button type="button" class="button big" onClick={() => postCommand('record')}>
            Record calls…
          </button>
        )}
        <button type="button" class="link" onClick={() => postCommand('openTrace')}>
          Open trace…
        </button>
      </div>
    </div>
  )
}

function FirstTrace({ protocol }: { readonly protocol: number }) {
  const server = status.value?.proxies[0]?.server
  return (
    <div class="empty">
      <i class="codicon codicon-pulse big" aria-hidden="true" />
      <h2>Waiting for the first call</h2>
      <p>
        {server === undefined ? 'Ask your agent to use a tool.' : `Ask your agent to use a tool of ${visibleText(server)}.`}{' '}
        {counted(protocol, 'protocol message')} {protocol === 1 ? 'is' : 'are'} recorded already.
      </p>
      <div class="actions">
        <button type="button" class="link" onClick={() => setShowProtocol(true)}>
          Show protocol messages
        </button>
      </div>
    </div>
  )
}

function NoMatch() {
  const { calls, protocol } = counts.value
  const hidden = calls + (showProtocol.value ? protocol : 0)
  const source = filterText.value
  const { tokens } = parseFilter(source)
  const without = tokens.length > 1 ? store.matchesWithout() : []
  const most = Math.max(0, ...without)
  const token = most === 0 ? undefined : tokens[without.indexOf(most)]
  const best = token && { token, matches: most }
  const word = best && source.slice(best.token.start, best.token.end)
  return (
    <div class="empty">
      <i class="codicon codicon-filter big" aria-hidden="true" />
      <h2>No calls match this filter</h2>
      <p>
        {counted(hidden, 'call')} {hidden === 1 ? 'is' : 'are'} hidden.
        {best && ` ${count(best.matches)} match without ${visibleText(word ?? '')}.`}
      </p>
      <div class="actions">
        {best && (
          <button type="button" class="link" onClick={() => setFilter(withoutToken(source, best.token))}>
            Remove {visibleText(word ?? '')}
          </button>
        )}
        <button type="button" class="link" onClick={() => setFilter('')}>
          Clear filter
        </button>
      </div>
    </div>
  )
}
