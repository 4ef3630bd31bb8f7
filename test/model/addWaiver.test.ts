import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addWaiver } from '../../server/model/settings/addWaiver.ts'
import { readWorkspaceSettings } from '../../server/model/workspaceSettings.ts'

const NEW = { rule: 'unpinned-package', file: '.mcp.json', server: 'docs', reason: 'ours', expires: '2027-01-31' }
const ITEM = '- rule: unpinned-package\n    file: .mcp.json\n    server: docs\n    reason: ours\n    expires: 2027-01-31\n'

describe('a waiver is added', () => {
  it.each([
    ['to nothing', '', `ignore:\n  ${ITEM}`],
    ['behind other settings', 'persona: auditor # mine\n', `persona: auditor # mine\nignore:\n  ${ITEM}`],
    ['behind a last line without end', 'persona: auditor', `persona: auditor\nignore:\n  ${ITEM}`],
    ['to an empty key', 'ignore: # none yet\npersona: auditor\n', `ignore: # none yet\n  ${ITEM}persona: auditor\n`],
    [
      'to a list',
      'ignore:\n  - rule: a # one\n    file: b\n    reason: c # why\npersona: auditor\n',
      `ignore:\n  - rule: a # one\n    file: b\n    reason: c # why\n  ${ITEM}persona: auditor\n`,
    ],
    [
      'to a list without indent',
      'ignore:\n- rule: a\n  file: b\n  reason: c\n',
      `ignore:\n- rule: a\n  file: b\n  reason: c\n${ITEM.replaceAll('\n  ', '\n')}`,
    ],
    [
      'to a list in one line',
      'ignore: [{ rule: a, file: b, reason: c }]\n',
      'ignore: [{ rule: a, file: b, reason: c }, { rule: unpinned-package, file: .mcp.json, server: docs, reason: ours, expires: 2027-01-31 }]\n',
    ],
  ])('%s', (_, before, after) => {
    expect(addWaiver(before, NEW)).toBe(after)
    expect(readWorkspaceSettings(after).problems).toEqual([])
  })

  it.each(['- a\n', 'ignore: all\n', 'a: [\n', 'x'])('to %j not at all', (text) => {
    expect(addWaiver(text, NEW)).toBeUndefined()
  })

  it('whatever its words are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ minLength: 1 }), (reason, server) => {
        const text = addWaiver('ignore:\n  - { rule: a, file: b, reason: c }\n', { ...NEW, reason, server })
        expect(readWorkspaceSettings(text ?? '').ignore[1]).toMatchObject({
          reason: reason.trim(),
          server: server.trim(),
          expires: { text: '2027-01-31' },
        })
      }),
    )
  })
})
