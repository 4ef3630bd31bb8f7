import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const DIST = path.resolve(import.meta.dirname, '../dist')
const PROGRAMS = readdirSync(DIST).filter((name) => name.endsWith('.cjs'))

it.each(PROGRAMS)('%s is ASCII, of which V8 keeps one byte a character', (name) => {
  expect(readFileSync(path.join(DIST, name), 'latin1').match(/[^\0-\x7f]/g)).toBeNull()
})
