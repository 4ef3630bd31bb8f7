import { describe, expect, it } from 'vitest'
import type { PackageName } from '../../server/model/published.ts'
import { readAddresses } from '../../server/registry/addresses.ts'
import { ASK_LIMITS, askRegistries } from '../../server/registry/askRegistries.ts'
import { npmAnswer, standIn } from './standIn.ts'

const npm = (name: string): PackageName => ({ ecosystem: 'npm', name })
const pypi = (name: string): PackageName => ({ ecosystem: 'pypi', name })
const QUICK = { ...ASK_LIMITS, requestMs: 300, totalMs: 2_000, answerBytes: 100_000 }

const npmAt = (url: string) => readAddresses({ npm_config_registry: url }, '')
const pypiAt = (url: string) => readAddresses({ UV_DEFAULT_INDEX: url }, '')

describe('asking a registry of npm', () => {
  it('learns the tags of each package once, and which there is not', async () => {
    const { url, asked, headers } = await standIn(
      npmAnswer({ 'acme-docs': { latest: '1.4.2', next: '2.0.0-rc.1' }, '@acme/mcp': { latest: '0.1.0' } }),
    )
    const { published, notes } = await askRegistries(
      [npm('acme-docs'), npm('@acme/mcp'), npm('acme-docs'), npm('no-such')],
      npmAt(url),
    )
    expect(notes).toEqual([])
    expect([...published]).toEqual(
      expect.arrayContaining([
        ['npm acme-docs', { state: 'published', tags: { latest: '1.4.2', next: '2.0.0-rc.1' } }],
        ['npm @acme/mcp', { state: 'published', tags: { latest: '0.1.0' } }],
        ['npm no-such', { state: 'absent' }],
      ]),
    )
    expect(asked.toSorted()).toEqual(['/@acme%2fmcp', '/acme-docs', '/no-such'])
    for (const one of headers) {
      expect(one.accept).toBe('application/vnd.npm.install-v1+json')
      expect(one.authorization).toBeUndefined()
      expect(one.cookie).toBeUndefined()
    }
  })

  it('takes no version that is withdrawn, is not listed, or is none', async () => {
    const { url } = await standIn((_, response) =>
      response.end(
        JSON.stringify({
          name: 'acme',
          'dist-tags': {
            latest: '1.0.0',
            next: '2.0.0',
            gone: '3.0.0',
            bad: '1.0.0"; rm -rf /',
            odd: 7,
            'a b': '0.9.0',
            __proto__: '0.9.0',
          },
          versions: { '0.9.0': {}, '1.0.0': { deprecated: 'use another' }, '2.0.0': {}, '1.0.0"; rm -rf /': {} },
        }),
      ),
    )
    const { published } = await askRegistries([npm('acme')], npmAt(url))
    expect(published.get('npm acme')).toEqual({ state: 'published', tags: { next: '2.0.0' } })
  })

  it('sends the names of a scope to the registry of that scope, and to no other', async () => {
    const main = await standIn(npmAnswer({}))
    const own = await standIn(npmAnswer({ '@acme/mcp': { latest: '1.0.0' } }))
    const addresses = readAddresses(
      {},
      `registry=${main.url}\n@acme:registry=${own.url}npm/\n//127.0.0.1/:_authToken=npm_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAK\n`,
    )
    await askRegistries([npm('@acme/mcp'), npm('other')], addresses)
    expect(main.asked).toEqual(['/other'])
    expect(own.asked).toEqual(['/npm/@acme%2fmcp'])
    expect(own.headers[0]?.authorization).toBeUndefined()
  })
})

describe('asking an index of Python', () => {
  it('takes the newest release that is not withdrawn, whatever the spelling of the name', async () => {
    const { url, asked, headers } = await standIn((_, response) =>
      response.writeHead(200, { 'content-type': 'application/vnd.pypi.simple.v1+json' }).end(
        JSON.stringify({
          meta: { 'api-version': '1.1' },
          name: 'acme-docs',
          versions: ['0.9.0', '0.10.0', '1.0.0', '2.0.0rc1'],
          files: [
            { filename: 'acme_docs-0.9.0-py3-none-any.whl', url: 'x', hashes: {}, yanked: false },
            { filename: 'acme_docs-0.10.0.tar.gz', url: 'x', hashes: {} },
            { filename: 'acme_docs-1.0.0-py3-none-any.whl', url: 'x', hashes: {}, yanked: 'broken' },
            { filename: 'acme_docs-1.1.0-py3-none-any.whl', url: 'x', hashes: {}, yanked: '' },
            { filename: 'acme-docs-2.0.0rc1.tar.gz', url: 'x', hashes: {} },
            { filename: 'other-9.0.0.tar.gz', url: 'x', hashes: {} },
          ],
        }),
      ),
    )
    const { published, notes } = await askRegistries([pypi('Acme_Docs'), pypi('acme.docs')], pypiAt(`${url}simple`))
    expect(notes).toEqual([])
    expect([...published]).toEqual([['pypi acme-docs', { state: 'published', tags: { latest: '0.10.0' } }]])
    expect(asked).toEqual(['/simple/acme-docs/'])
    expect(headers[0]?.accept).toBe('application/vnd.pypi.simple.v1+json')
  })
})

describe('a registry that misbehaves', () => {
  it.each<[string, string, Parameters<typeof standIn>[0]]>([
    ['never answers', 'does not answer in time', () => undefined],
    ['dribbles without end', 'does not answer in time', (_, response) => void setInterval(() => response.write(' '), 20).unref()],
    [
      'sends more than anybody reads',
      'gives an answer that is too large',
      (_, response) => void response.end('['.repeat(200_000)),
    ],
    [
      'sends a page',
      'gives an answer that is no JSON',
      (_, response) => void response.end('<!doctype html><title>Welcome</title>'),
    ],
    ['sends no text', 'gives an answer that is no JSON', (_, response) => void response.end(Buffer.from([0xff, 0xfe, 0x7b]))],
    [
      'sends other JSON',
      'gives an answer of another form',
      (_, response) => void response.end('{"name":"acme","dist-tags":null}'),
    ],
    [
      'answers about another package',
      'gives an answer of another form',
      (_, response) => void response.end('{"name":"evil","dist-tags":{},"versions":{}}'),
    ],
    ['wants a password', 'answers with status 401', (_, response) => void response.writeHead(401).end()],
    ['is out of order', 'answers with status 503', (_, response) => void response.writeHead(503).end()],
    ['hangs up', 'cannot be reached', (_, response) => void response.destroy()],
    ['leads in a circle', 'leads in a circle', (path, response) => void response.writeHead(302, { location: path }).end()],
    ['leads nowhere', 'leads to another host', (_, response) => void response.writeHead(302, { location: 'http://' }).end()],
    [
      'leads to a file',
      'leads to another host',
      (_, response) => void response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    ],
  ])('that %s is said in one line, and nothing is known', async (_, reason, answer) => {
    const { url } = await standIn(answer)
    const { published, notes } = await askRegistries([npm('acme'), npm('acme-two')], npmAt(url), QUICK)
    expect(published.size).toBe(0)
    expect(notes).toEqual([`The registry at "${new URL(url).host}" ${reason}, so nothing is known of 2 packages.`])
  })

  it('that leads to another host is not followed there', async () => {
    const elsewhere = await standIn(npmAnswer({ acme: { latest: '6.6.6' } }))
    const { url } = await standIn((path, response) =>
      response.writeHead(301, { location: `${elsewhere.url.slice(0, -1)}${path}` }).end(),
    )
    const { published, notes } = await askRegistries([npm('acme')], npmAt(url), QUICK)
    expect(elsewhere.asked).toEqual([])
    expect(published.size).toBe(0)
    expect(notes[0]).toContain('leads to another host')
  })

  it('that leads to another spelling on its own host is followed', async () => {
    const answer = npmAnswer({ acme: { latest: '1.0.0' } })
    const { url, headers } = await standIn((path, response) =>
      path === '/acme'
        ? response.writeHead(301, { location: `http://u:p@${response.req.headers.host}/there/acme` }).end()
        : answer(path.slice('/there'.length), response),
    )
    expect((await askRegistries([npm('acme')], npmAt(url), QUICK)).published.get('npm acme')).toMatchObject({
      tags: { latest: '1.0.0' },
    })
    // Also what the registry itself writes into its address is no credential of ours to send.
    for (const one of headers) expect(one.authorization).toBeUndefined()
  })

  it('holds nobody up longer than the whole may take', async () => {
    const { url } = await standIn(() => undefined)
    const many = Array.from({ length: 50 }, (_, at) => npm(`acme-${at}`))
    const { notes } = await askRegistries(many, npmAt(url), { ...QUICK, requestMs: 10_000, totalMs: 300 })
    expect(notes).toEqual([`The registry at "${new URL(url).host}" does not answer in time, so nothing is known of 50 packages.`])
  })

  it('is asked no more than a few questions at once, and no more than a number of them', async () => {
    let open = 0
    let most = 0
    const answer = npmAnswer({})
    const { url, asked } = await standIn((path, response) => {
      most = Math.max(most, ++open)
      setTimeout(() => {
        open--
        answer(path, response)
      }, 5)
    })
    const many = Array.from({ length: 30 }, (_, at) => npm(`acme-${at}`))
    const { published, notes } = await askRegistries(many, npmAt(url), { ...QUICK, atOnce: 3, mostPackages: 20 })
    expect(most).toBe(3)
    expect(asked).toHaveLength(20)
    expect(published.size).toBe(20)
    expect(notes).toEqual(['Only the first 20 of 30 packages are asked about.'])
  })
})

describe('what is never sent', () => {
  it.each([
    'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE',
    '@acme/ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE',
    'acme-9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c',
    'acme docs',
    'acme?token=1',
    '../../admin',
    '@acme/../admin',
    '@acme/docs/more',
    'https://user:S3cret@acme.example/x',
    'acme\u0000',
    'ácme',
    '',
    'a'.repeat(300),
  ])('a name such as %j', async (name) => {
    const { url, asked } = await standIn(npmAnswer({}))
    const { notes } = await askRegistries([npm(name)], npmAt(url), QUICK)
    expect(asked).toEqual([])
    expect(notes).toEqual(['A name that is none of a package is not sent to a registry.'])
  })

  it.each([
    'acme-docs',
    '@acme/docs',
    '@modelcontextprotocol/server-filesystem',
    'mcp-server-kubernetes',
    'JSONStream',
    '@wonderwhy-er/desktop-commander',
    'awslabs.aws-api-mcp-server',
  ])('is none of the names packages have, such as %s', async (name) => {
    const { url, asked } = await standIn(npmAnswer({}))
    await askRegistries([npm(name)], npmAt(url), QUICK)
    expect(asked).toEqual([`/${name.replace('/', '%2f')}`])
  })

  it('is the password in an address', async () => {
    const { url, headers, asked } = await standIn(npmAnswer({}))
    const { notes } = await askRegistries([npm('acme')], npmAt(`http://me:S3cret@${new URL(url).host}/npm?key=S3cret`), QUICK)
    expect(asked).toEqual(['/npm/acme'])
    expect(headers[0]?.authorization).toBeUndefined()
    expect(notes).toEqual([])
  })
})

describe('without an address nothing is asked', () => {
  it('and what to set is said once for each kind', async () => {
    const { published, notes } = await askRegistries([npm('a'), npm('b'), pypi('c'), pypi('d')], readAddresses({}, ''))
    expect(published.size).toBe(0)
    expect(notes).toEqual([
      'No registry is set for packages of npm. Set "npm_config_registry", or "registry" in the .npmrc of your home, for --online.',
      'No registry is set for packages of Python. Set "UV_DEFAULT_INDEX" or "PIP_INDEX_URL" for --online.',
    ])
  })

  it.each([
    ['http://packages.acme.example/', 'has no address with https'],
    ['ftp://127.0.0.1/', 'has no address with https'],
    ['file:///etc/', 'has no address with https'],
    ['packages', 'has an address that is none'],
  ])('nor with the address %s', async (address, reason) => {
    const { notes } = await askRegistries([npm('a')], npmAt(address))
    expect(notes).toEqual([`A registry for packages of npm ${reason} and is not asked.`])
  })
})

describe('the addresses of this machine', () => {
  const href = (address: ReturnType<typeof readAddresses>['npm']) => (address?.ok ? address.url.href : address)

  it('come from variables before the file of the user', () => {
    const { npm: main, scopes } = readAddresses(
      { NPM_CONFIG_REGISTRY: 'https://a.example', 'npm_config_@acme:registry': 'https://b.example/npm' },
      'registry=https://c.example\n@acme:registry=https://d.example\n@more:registry = "https://e.example/"\n; @no:registry=https://f.example\n',
    )
    expect(href(main)).toBe('https://a.example/')
    expect([...scopes].map(([scope, address]) => [scope, href(address)])).toEqual([
      ['@acme', 'https://b.example/npm/'],
      ['@more', 'https://e.example/'],
    ])
  })

  it('may hold variables, and an index may have a name', () => {
    expect(href(readAddresses({ HOST: 'a.example' }, 'registry=https://${HOST}/npm/').npm)).toBe('https://a.example/npm/')
    expect(href(readAddresses({ UV_DEFAULT_INDEX: 'acme=https://a.example/simple' }, '').pypi)).toBe('https://a.example/simple/')
    expect(href(readAddresses({ PIP_INDEX_URL: 'https://b.example/simple' }, '').pypi)).toBe('https://b.example/simple/')
    expect(readAddresses({ UV_DEFAULT_INDEX: '' }, '').pypi).toBeUndefined()
  })
})
