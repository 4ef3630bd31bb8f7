import { describe, expect, it } from 'vitest'
import { findScope, providerOf } from '../../server/knowledge/oauthScopes.ts'

describe('a scope', () => {
  const level = (scope: string, provider?: string, isCertain = true) => findScope(scope, provider, isCertain)?.level

  it('is compared whole', () => {
    expect(level('repo')).toBe('broad')
    for (const other of ['report:read', 'repository', 'repo:status', 'Repo', '']) expect(level(other)).toBeUndefined()
  })

  it('is one of its own provider or of everybody', () => {
    expect(level('api', 'GitLab')).toBe('broad')
    expect(level('api', 'Salesforce')).toBeUndefined()
    expect(level('api')).toBeUndefined()
    expect(level('repo', 'Slack')).toBeUndefined()
    expect(level('offline_access', 'Google')).toBe('persistence')
  })

  it('of a family is told by both ends, and the exact name counts first', () => {
    expect(level('Sites.ReadWrite.All')).toBe('broad')
    expect(level('Directory.ReadWrite.All')).toBe('admin')
    expect(level('https://graph.microsoft.com/Directory.ReadWrite.All')).toBe('admin')
    expect(level('okta.apps.manage', 'Okta')).toBe('admin')
    expect(level('.ReadWrite.All')).toBeUndefined()
  })

  it('that ends in a wildcard is everything of its kind, unless it reads', () => {
    expect(level('tickets:*')).toBe('omnibus')
    expect(level('read:*')).toBeUndefined()
    expect(level('tickets:read:*')).toBeUndefined()
  })

  it('that is a plain word counts only where scopes must stand', () => {
    expect(level('all')).toBe('omnibus')
    expect(level('all', undefined, false)).toBeUndefined()
    expect(level('*', undefined, false)).toBeUndefined()
    expect(level('admin:org', undefined, false)).toBe('admin')
  })

  it('has a narrower one only where that is a scope', () => {
    expect(findScope('api', 'GitLab', true)?.narrower).toBe('read_api')
    expect(findScope('admin:org', undefined, true)?.narrower).toBe('read:org')
    expect(findScope('sudo', 'GitLab', true)?.narrower).toBeUndefined()
    expect(findScope('repo', 'GitHub', true)?.narrower).toBeUndefined()
  })

  it('belongs to whom a name says', () => {
    expect(providerOf('OKTA_SCOPES')).toBe('Okta')
    expect(providerOf('mcp.acme.example')).toBeUndefined()
  })
})
