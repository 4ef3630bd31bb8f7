import { describe, expect, it } from 'vitest'
import { isTrustedPackage, isTrustedRegistry } from '../../server/rules/trustedNames.ts'

const trusted = (names: { packages?: readonly string[]; registries?: readonly string[] }) => ({
  packages: [],
  registries: [],
  hosts: [],
  ...names,
})

describe('isTrustedPackage', () => {
  it('compares whole names', () => {
    const mine = trusted({ packages: ['acme-docs', 'ghcr.io/acme/mcp'] })
    expect(isTrustedPackage('acme-docs', mine)).toBe(true)
    expect(isTrustedPackage('ghcr.io/acme/mcp', mine)).toBe(true)
    expect(isTrustedPackage('acme-docs-extra', mine)).toBe(false)
    expect(isTrustedPackage('xacme-docs', mine)).toBe(false)
  })

  it('takes a star at the end for any rest', () => {
    const mine = trusted({ packages: ['@acme/*'] })
    expect(isTrustedPackage('@acme/mcp', mine)).toBe(true)
    expect(isTrustedPackage('@acme-evil/mcp', mine)).toBe(false)
  })
})

describe('isTrustedRegistry', () => {
  const at = (url: string, ...registries: string[]) => isTrustedRegistry(new URL(url), trusted({ registries }))

  it('takes a host name for all that lies there', () => {
    expect(at('https://packages.acme.example/simple', 'packages.acme.example')).toBe(true)
    expect(at('https://packages.acme.example:8443/simple', 'packages.acme.example:8443')).toBe(true)
    expect(at('https://packages.acme.example.evil.example/simple', 'packages.acme.example')).toBe(false)
    expect(at('https://evil.example/packages.acme.example', 'packages.acme.example')).toBe(false)
  })

  it('takes an address for itself and what lies below, over its own scheme', () => {
    expect(at('https://packages.acme.example/npm', 'https://packages.acme.example/npm/')).toBe(true)
    expect(at('https://packages.acme.example/npm/team', 'https://packages.acme.example/npm')).toBe(true)
    expect(at('https://packages.acme.example/npm-evil', 'https://packages.acme.example/npm')).toBe(false)
    expect(at('http://packages.acme.example/npm', 'https://packages.acme.example/npm')).toBe(false)
  })
})
