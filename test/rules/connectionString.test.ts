import { describe, expect, it } from 'vitest'
import { databaseTargets } from '../../server/rules/connectionString.ts'
import { read } from '../model/config.ts'

/** Host, user and database of the connection strings in the arguments of one server. */
function targets(...args: readonly string[]) {
  const config = read(JSON.stringify({ mcpServers: { a: { command: '/opt/a', args } } }), 'cursor')
  const [entry] = config.servers
  if (!entry) throw new Error('no server')
  return databaseTargets(entry.launch, config.tree).map((target) => ({
    user: target.user?.text,
    host: target.host?.text,
    database: target.database?.text,
    marked: target.host && config.tree.text.slice(target.host.span.start, target.host.span.end),
  }))
}

describe('where a connection string leads', () => {
  it.each([
    ['postgresql://report:pw@db.acme.example:5432/sales?sslmode=require', 'report', 'db.acme.example', 'sales'],
    ['postgresql://db.acme.example/sales', undefined, 'db.acme.example', 'sales'],
    ['redis://:pw@cache.acme.example', undefined, 'cache.acme.example', undefined],
    ['mongodb+srv://app@a.acme.example,b.acme.example/?authSource=x@y', 'app', 'a.acme.example', undefined],
    ['mysql://root@[::1]:3306/db', 'root', '[::1]', 'db'],
    // A password may hold what parts an address.
    ['postgresql://app:a@b/c@db.acme.example/sales', 'app', 'db.acme.example', 'sales'],
    ['postgresql://${env:DB_USER}:${env:DB_PASSWORD}@${env:DB_HOST}:5432/x', '${env:DB_USER}', '${env:DB_HOST}', 'x'],
    ['jdbc:mariadb://db.acme.example', undefined, 'db.acme.example', undefined],
  ])('is read from %s', (text, user, host, database) => {
    expect(targets(text)).toEqual([{ user, host, database, marked: host }])
  })

  it('is not looked for in addresses and words of other kinds', () => {
    expect(targets('https://alice@acme.example/x', 'postgres', '--url=//db/x', '')).toEqual([])
  })
})
