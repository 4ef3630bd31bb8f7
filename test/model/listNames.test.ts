import { expect, it } from 'vitest'
import { read } from './config.ts'

it('calls servers of a list by the name or id they give, and else by their place as people count', () => {
  const text =
    '{"mcpServers":[{"id":"docs","command":"/opt/docs"},{"name":"wiki","id":"w","command":"/opt/wiki"},{"command":"/opt/a"}]}'
  expect(read(text, 'gemini-extension', 'gemini-extension.json').servers.map(({ name }) => name)).toEqual(['docs', 'wiki', '#3'])
})
