import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { plainMessage } from '../../server/protocol/plainMessage.ts'

const CLIENT = path.resolve(import.meta.dirname, '../../client')
/** What VS Code makes a link in a notification (src/vs/base/common/linkedText.ts). */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i

it.each([
  '[Details](command:scopelight.acceptChange)',
  'Server "[a](https://x.example)[b](command:x "t")" is recorded.',
  '[ [x](file:///etc/passwd)',
])('has no link: %s', (text) => {
  expect(text).toMatch(LINK)
  expect(plainMessage(text)).not.toMatch(LINK)
  expect(plainMessage(text).replaceAll('\u200b', '')).toBe(text)
})

it('is no longer than a person reads', () => {
  expect(plainMessage('x'.repeat(100_000)).length).toBeLessThan(1_100)
})

it('is what every notification of the extension is made of', () => {
  const files = readdirSync(CLIENT, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  const direct = files.filter((file) =>
    /window\s*\.show(?:Information|Warning|Error)Message/.test(readFileSync(path.join(CLIENT, file), 'utf8')),
  )
  expect(direct).toEqual(['tell.ts'])
})
