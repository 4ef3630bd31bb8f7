import { describe, expect, it } from 'vitest'
import { isPlaceholder } from '../../server/knowledge/placeholders.ts'
import { holdsReference } from '../../server/knowledge/references.ts'
import { SENSITIVE } from '../../server/knowledge/sensitive.ts'

describe('isPlaceholder', () => {
  it.each([
    '',
    '   ',
    '<YOUR_TOKEN>',
    '[your token]',
    '{{TOKEN}}',
    'xxxx',
    '...',
    '****',
    'YOUR_API_KEY_HERE',
    'your-github-token',
    'changeme',
    'replace-with-your-key',
    'ghp_xxxx',
    'sk-...',
    'AKIAIOSFODNN7EXAMPLE',
    'sk_live_xxxxxxxxxxxxxxxx',
    'an-example-key',
  ])('takes "%s" for something to be replaced', (value) => {
    expect(isPlaceholder(value)).toBe(true)
  })

  it.each([
    'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE',
    'sbp_0bad1c0de2face3feed4beef5dead6f00d789abc',
    'hunter2hunter2',
    'EXAMPLE0NOTREAL1',
  ])('does not take "%s" for a placeholder', (value) => {
    expect(isPlaceholder(value)).toBe(false)
  })
})

describe('holdsReference', () => {
  it.each([
    '${input:token}',
    '${env:TOKEN}',
    '${TOKEN}',
    '${TOKEN:-none}',
    'Bearer ${TOKEN}',
    '$TOKEN',
    '%TOKEN%',
    '{env:TOKEN}',
    '${{ secrets.TOKEN }}',
    '$(cat /run/token)',
  ])('sees the reference in "%s"', (value) => {
    expect(holdsReference(value)).toBe(true)
  })

  it.each(['pa$$word12', 'a$b1', '100%', '{}', 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE'])('sees none in "%s"', (value) => {
    expect(holdsReference(value)).toBe(false)
  })
})

describe('SENSITIVE', () => {
  it('knows the home of any user, and no folder in it', () => {
    const isHome = (path: string) => SENSITIVE.homeRoot.some((regex) => regex.test(path))
    expect(['/home/alice', '/home/alice/', '/Users/bob', 'C:\\Users\\eve', 'C:/Users/eve/'].every(isHome)).toBe(true)
    expect(['/home/alice/src', '/home', 'C:\\Users\\eve\\src', '/srv/home/alice'].some(isHome)).toBe(false)
  })

  it('lists roots and sockets', () => {
    expect(SENSITIVE.paths).toContain('/')
    expect(SENSITIVE.dockerSockets).toContain('/var/run/docker.sock')
    expect(SENSITIVE.homeBroadChildren).toContain('Documents')
  })
})
