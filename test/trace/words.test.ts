import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ACCESS } from '../../server/protocol/viewMessages.ts'
import { accessOfName } from '../../server/trace/access.ts'
import { errorOf, evidenceOf, oneLine, targetOf } from '../../server/trace/effect.ts'
import { memberSource, nodeAt, parseJsonText, plainValue, sourceOf } from '../../server/trace/jsonText.ts'
import { visibleText } from '../../server/trace/visibleText.ts'

describe('the class of a name', () => {
  it.each([
    ['search_code', 'read'],
    ['list_charges', 'read'],
    ['getIssue', 'read'],
    ['directory_tree', 'read'],
    ['create_issue', 'write'],
    ['merge_pull_request', 'write'],
    ['delete_branch', 'delete'],
    ['drop_table', 'delete'],
    ['execute_sql', 'execute'],
    ['create_refund', 'financial'],
    ['create_policy', 'admin'],
    ['find_and_replace', 'write'],
    ['search_or_delete', 'delete'],
    ['repo:read', 'read'],
    ['issues:write', 'write'],
    ['admin:org', 'admin'],
    ['delete_repo', 'delete'],
    ['iam:CreatePolicy', 'admin'],
    ['frobnicate', 'unclassified'],
    ['', 'unclassified'],
  ])('%s: %s', (name, access) => {
    expect(ACCESS[accessOfName(name)]).toBe(access)
  })
})

describe('the effect of a call', () => {
  const call = (args: unknown) => targetOf('tools/call', { arguments: args })

  it('is the argument that names what it is about, as it was sent', () => {
    expect(call({ encoding: 'utf8', path: 'src/a.ts' })).toBe('src/a.ts')
    expect(call({ owner: 'acme', repo: 'web', issue_number: 412 })).toBe('acme/web#412')
    expect(call({ month: '2026-10' })).toBe('month: 2026-10')
    expect(call({ paths: ['a', 'b', 'c', 'd'] })).toBe('paths: a, b, c…')
    expect(call({ flag: true })).toBe('')
    expect(call(undefined)).toBe('')
    expect(targetOf('resources/read', { uri: 'file:///a' })).toBe('file:///a')
  })

  it('takes a link, an id or a count of the result as evidence, and nothing else', () => {
    const result = (text: string) => evidenceOf('tools/call', { content: [{ type: 'text', text }] })
    expect(result('{"id":7,"html_url":"https://github.com/acme/web/issues/412"}')).toBe('https://github.com/acme/web/issues/412')
    expect(result('{"id":"re_9"}')).toBe('id: re_9')
    expect(result('[1,2,3]')).toBe('3 items')
    expect(result('https://example.test/a')).toBe('https://example.test/a')
    expect(result('Done, I created it for you.')).toBeUndefined()
    expect(evidenceOf('tools/list', { tools: [{}, {}] })).toBe('2 tools')
    expect(evidenceOf('tools/call', null)).toBeUndefined()
  })

  it('is the first line of an error', () => {
    expect(errorOf({ error: { code: -32602, message: 'Bad\nworse' } })).toBe('-32602 Bad…')
    expect(errorOf({ error: {} })).toBe('The server answered with an error.')
    expect(errorOf({ result: { isError: true, content: [] } })).toBe('The tool reports an error and says nothing else.')
  })

  it('stays one line of bounded length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (text) => {
        expect(oneLine(text).length).toBeLessThanOrEqual(241)
        expect(oneLine(text)).not.toMatch(/[\r\n]/)
      }),
    )
  })
})

describe('visible text', () => {
  it('shows what cannot be seen as escapes and leaves the rest alone', () => {
    expect(visibleText('a\u001b[31m\u202eb\u200bc\nd\u00e9\u{1d11e}')).toBe('a\\u001b[31m\\u202eb\\u200bc\\nd\u00e9\u{1d11e}')
    expect(visibleText('tag \u{e0041} half \ud800')).toBe('tag \\u{e0041} half \\ud800')
    expect(visibleText('plain text, Ünïcödé, 日本語, 🚀')).toBe('plain text, Ünïcödé, 日本語, 🚀')
  })

  it('leaves none of them, in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visibleText(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/)
      }),
    )
  })
})

describe('JSON with its source', () => {
  it('agrees with JSON.parse on every JSON text', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent)
        expect(plainValue(parseJsonText(text))).toEqual(JSON.parse(text))
      }),
    )
  })

  it('finds members and their exact source, like a reader would', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1, noNullPrototype: true }), (object) => {
        const text = JSON.stringify(object)
        for (const [key, value] of Object.entries(object)) expect(memberSource(text, key)).toBe(JSON.stringify(value))
      }),
    )
    expect(memberSource('[1, {"a": [2]} , "x"]', 1)).toBe('{"a": [2]}')
    expect(memberSource('{"a":1', 'b')).toBeUndefined()
    expect(memberSource('nonsense', 'b')).toBeUndefined()
  })

  it('keeps digits, and reads the beginning of what was cut', () => {
    const root = parseJsonText('{"big": 12345678901234567890.10, "text": "half a wo')
    expect(sourceOf(nodeAt(root, '/big') ?? root)).toBe('12345678901234567890.10')
    expect(plainValue(root)).toEqual({ big: Number('12345678901234567890.10'), text: 'half a wo' })
    expect(root.open).toBe(true)
  })

  it('never throws and never hangs', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        parseJsonText(text)
        memberSource(text, 'a')
      }),
    )
    for (const opening of ['[', '{"a":', '[{"a":[']) expect(parseJsonText(opening.repeat(200_000)).open).toBe(true)
  })
})
