import { describe, expect, it } from 'vitest'
import { createSecretFinder } from '../../server/proxy/findSecrets.ts'
import { createRedactor } from '../../server/proxy/redact.ts'

const redactor = createRedactor(createSecretFinder([]))
const line = (text: string) => redactor.line(Buffer.from(text), { isAnswer: false })
const deep = (inner: string, depth = 2000) => `${'[{"a":'.repeat(depth)}${inner}${'}]'.repeat(depth)}`

describe('a message of many levels', () => {
  it.each([
    ['1', true],
    ['[]', true],
    ['{"b":1,"c":[2,3]}', true],
    ['[1 2]', false],
    ['[1,]', false],
    ['[1}', false],
    ['{"b":1]', false],
    ['{"b" 1}', false],
  ])('is read as JSON.parse reads it, with %s inside', (inner, isJson) => {
    const text = deep(inner)
    let parses = true
    try {
      JSON.parse(text)
    } catch {
      parses = false
    }
    expect(parses).toBe(isJson)
    expect(line(text).scan.valid).toBe(isJson)
  })

  it('hides what lies below the name of a secret, also where a schema stands above it', () => {
    for (const name of ['a', 'inputSchema']) {
      const { view = '' } = line(deep(`{"${name}":{"x":1},"password":{"b":["NOTREALx"]}}`))
      expect(view).toContain('"password":{"b":["[redacted:key]"]}')
      expect(view).not.toContain('NOTREAL')
    }
  })

  it('costs little memory for each of ten million brackets', () => {
    const before = process.memoryUsage()
    expect(line('['.repeat(10_000_000)).scan.deepest).toBe(10_000_000)
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    // Two bits a level; the line itself and what running text makes of it are some copies of ten million bytes.
    expect(heapUsed + arrayBuffers - before.heapUsed - before.arrayBuffers).toBeLessThan(100 * 1024 * 1024)
  })
})
