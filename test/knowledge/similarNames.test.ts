import { describe, expect, it } from 'vitest'
import { type NameSpace, similarName } from '../../server/knowledge/similarNames.ts'

describe('similarName', () => {
  it.each<[NameSpace, string, string, string]>([
    ['npm', '@modelcontextprotocoI/server-memory', 'lookalike', '@modelcontextprotocol/server-memory'],
    ['npm', '@modelcontextpr0tocol/server-memory', 'lookalike', '@modelcontextprotocol/server-memory'],
    ['npm', 'rncp-remote', 'lookalike', 'mcp-remote'],
    ['npm', 'mcp-rem\u043ete', 'lookalike', 'mcp-remote'],
    ['npm', 'mcp-remotee', 'typo', 'mcp-remote'],
    ['npm', '@modelcontextprotocl/server-filesystem', 'typo', '@modelcontextprotocol/server-filesystem'],
    ['npm', '@palywright/mcp', 'typo', '@playwright/mcp'],
    ['npm', 'firecrwal-mcp', 'typo', 'firecrawl-mcp'],
    ['pypi', 'mcp-atlasian', 'typo', 'mcp-atlassian'],
    ['npm', 'server-filesystem', 'scope', '@modelcontextprotocol/server-filesystem'],
    ['npm', 'mcp-slack-server', 'order', 'slack-mcp-server'],
    ['hosts', 'mcp.atlasian.com', 'typo', 'mcp.atlassian.com'],
    ['hosts', 'mcp.l1near.app', 'lookalike', 'mcp.linear.app'],
  ])('takes the %s name %s for a %s of %s', (space, name, by, known) => {
    expect(similarName(name, space)).toMatchObject({ name: known, by })
  })

  it.each<[NameSpace, string]>([
    ['npm', 'mcp-remote'],
    ['npm', '@modelcontextprotocol/server-github'],
    ['npm', '@modelcontextprotocol/server-gitlab'],
    ['pypi', 'MCP-Atlassian'],
    // Other words, and short ones.
    ['npm', 'era-mcp-server'],
    ['npm', 'stack-mcp-server'],
    ['npm', 'mcp'],
    ['npm', '@acme/mcp'],
    ['npm', 'acme-docs'],
    ['npm', 'mcp-remote-proxy'],
    ['pypi', 'gworkspace-mcp'],
    ['npm', 'mcp-gitlab'],
    ['npm', 'linear-mcp-server'],
    ['pypi', 'awslabs.ecs-mcp-server'],
    ['pypi', 'awslabs.core-mcp-server'],
    ['pypi', 'mcp-server-gif'],
    ['hosts', 'mcp.motion.com'],
    ['hosts', 'mcp.acme.example'],
    ['images', 'acme/mcp'],
  ])('takes the %s name %s for none', (space, name) => {
    expect(similarName(name, space)).toBeUndefined()
  })

  it('tells whether a stranger can own the name', () => {
    expect(similarName('@modelcontextprotocol/server-filesytem', 'npm')?.sameOwner).toBe(true)
    expect(similarName('@modelcontextprotocl/server-filesystem', 'npm')?.sameOwner).toBe(false)
  })

  it('does not read names that are longer than any', () => {
    expect(similarName('mcp-remote'.repeat(10_000), 'npm')).toBeUndefined()
  })
})
