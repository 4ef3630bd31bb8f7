import { describe, expect, it } from 'vitest'
import { findServer } from '../../server/knowledge/servers.ts'

describe('findServer', () => {
  it('finds a server by package, image, address or command', () => {
    expect(findServer({ npm: '@modelcontextprotocol/server-filesystem' })?.id).toBe('filesystem')
    expect(findServer({ pypi: 'mcp-server-git' })?.id).toBe('git')
    expect(findServer({ image: 'ghcr.io/github/github-mcp-server' })?.id).toBe('github')
    expect(findServer({ url: 'https://api.githubcopilot.com/mcp/' })?.id).toBe('github')
    expect(findServer({ command: 'github-mcp-server' })?.id).toBe('github')
    expect(findServer({ command: 'mcp-grafana' })?.id).toBe('grafana')
  })

  it('keeps the ecosystems apart', () => {
    expect(findServer({ npm: 'mcp-server-git' })).toBeUndefined()
    expect(findServer({ pypi: '@modelcontextprotocol/server-filesystem' })).toBeUndefined()
  })

  it('compares names of PyPI as pip does', () => {
    expect(findServer({ pypi: 'MCP_Server.Git' })?.id).toBe('git')
  })

  it('knows an image of Docker Hub with and without its registry', () => {
    expect(findServer({ image: 'docker.io/mcp/git' })?.id).toBe('git')
  })

  it('compares addresses by host and whole path segments', () => {
    expect(findServer({ url: 'https://api.githubcopilot.com/mcp/x/issues/readonly' })?.id).toBe('github')
    expect(findServer({ url: 'https://mcp.supabase.com/mcp?read_only=true' })?.id).toBe('supabase')
    expect(findServer({ url: 'https://api.githubcopilot.com/mcphacked' })).toBeUndefined()
    expect(findServer({ url: 'https://api.githubcopilot.com.evil.example/mcp' })).toBeUndefined()
    expect(findServer({ url: 'https://mcp.stripe.com/' })?.id).toBe('stripe')
  })

  it('knows nothing of what is absent from the table', () => {
    expect(findServer({ npm: 'acme-docs', url: 'not a url', command: '' })).toBeUndefined()
    expect(findServer({})).toBeUndefined()
  })
})
