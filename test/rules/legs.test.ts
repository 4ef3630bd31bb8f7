import { describe, expect, it } from 'vitest'
import { hostById } from '../../server/model/hosts/index.ts'
import { type McpConfig, readMcpConfig } from '../../server/model/mcpConfig.ts'
import { combine, type Leg, type Legs, legsOf, namesOf } from '../../server/rules/legs.ts'
import { parse } from '../../server/syntax/parse.ts'

function configOf(servers: object): McpConfig {
  const host = hostById('cursor')
  if (!host) throw new Error('no host')
  return readMcpConfig(parse(JSON.stringify({ mcpServers: servers }), 'json'), host, 'mcp.json')
}

const npx = (name: string, ...args: readonly string[]) => ({ command: 'npx', args: ['-y', name, ...args] })
const legs = (server: object): Legs | undefined => legsOf(configOf({ a: server }))[0]
const TRIFECTA: readonly Leg[] = [({ reads }) => reads !== undefined, ({ untrusted }) => untrusted, ({ sends }) => sends]
const found = (servers: object) => {
  const combination = combine(legsOf(configOf(servers)), TRIFECTA)
  return combination && [combination.last.entry.name, namesOf([combination.last, ...combination.others])]
}
const MAIL = npx('@gongrzhe/server-gmail-autoauth-mcp')
const SEARCH = npx('tavily-mcp')
const MAILER = npx('resend-mcp')
const DATABASE = { command: 'uvx', args: ['postgres-mcp', '--access-mode=restricted'] }

describe('the legs of a server', () => {
  it('are none for a server that is not known', () => {
    expect(legs(npx('acme-mail'))).toBeUndefined()
  })

  it('lose those that a switch takes away', () => {
    expect(legs(npx('@stripe/mcp'))?.pays).toBe(true)
    expect(legs(npx('@stripe/mcp', '--tools=invoices.read'))?.pays).toBe(false)
    expect(legs({ url: 'https://api.githubcopilot.com/mcp/' })?.sends).toBe(true)
    expect(legs({ url: 'https://api.githubcopilot.com/mcp/readonly' })?.sends).toBe(false)
  })

  it('keep the way out of a server that fetches any address, though it only reads', () => {
    expect(legs({ command: 'uvx', args: ['mcp-server-fetch'] })).toMatchObject({ untrusted: true, sends: true, reads: undefined })
  })
})

describe('a combination', () => {
  it('needs two servers', () => {
    expect(found({ mail: MAIL })).toBeUndefined()
    expect(found({ mail: MAIL, time: { command: 'uvx', args: ['mcp-server-time'] } })).toBeUndefined()
  })

  it('is completed by the first server with which all legs are there', () => {
    expect(found({ mailer: MAILER, search: SEARCH, db: DATABASE, mail: MAIL })).toEqual(['db', '"mailer", "search" and "db"'])
  })

  it('names the fewest servers that make it up', () => {
    expect(found({ search: SEARCH, mailer: MAILER, mail: MAIL })).toEqual(['mail', '"search" and "mail"'])
    expect(found({ search: SEARCH, db: DATABASE, other: DATABASE, mail: MAIL })).toEqual(['mail', '"search" and "mail"'])
  })

  it('is found among many servers without comparing each with each', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`s${at}`, SEARCH]))
    let asked = 0
    const counting = TRIFECTA.map(
      (leg): Leg =>
        (one) => {
          asked++
          return leg(one)
        },
    )
    expect(combine(legsOf(configOf({ ...many, mailer: MAILER })), counting)).toBeUndefined()
    // Each server at most twice about each leg.
    expect(asked).toBeLessThanOrEqual(2 * 3 * 501)
  })
})
