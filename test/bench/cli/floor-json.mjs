import { getNodeValue, parseTree } from 'jsonc-parser'
import * as z from 'zod'
import { lookAtFiles } from './floor.mjs'

const stdio = z.strictObject({
  type: z.literal('stdio').optional(),
  command: z.string().min(1),
  args: z.array(z.string()).optional(),
  env: z.record(z.string(), z.string()).optional(),
  envFile: z.string().optional(),
  cwd: z.string().optional(),
})
const http = z.strictObject({
  type: z.enum(['http', 'sse']).optional(),
  url: z.string(),
  headers: z.record(z.string(), z.string()).optional(),
  timeout: z.int().optional(),
})
const schema = z.strictObject({ mcpServers: z.record(z.string(), z.union([stdio, http])) })

lookAtFiles('.mcp.json', (text) => {
  /** @type {import('jsonc-parser').ParseError[]} */ const errors = []
  const tree = parseTree(text, errors, { allowTrailingComma: true })
  const { error } = schema.safeParse(tree && getNodeValue(tree))
  return errors.length + (error?.issues.length ?? 0)
})
