import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'

const FILE = new URL('../fixtures/sarif/sarif-2.1.0-rtm.5.json', import.meta.url)
export const SCHEMA_SHA256 = createHash('sha256').update(readFileSync(FILE)).digest('hex')

/** Draft 04 differs from what Ajv reads in the name of its `id`; this schema uses none of the other differences. */
const { id: _, $schema: __, ...schema } = JSON.parse(readFileSync(FILE, 'utf8'))
// One of its patterns is none with the flag for Unicode.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })
ajv.addFormat('uri', (text) => URL.canParse(text))
/** RFC 3986, appendix A: nothing but its characters, and no colon in the first segment of a path. */
ajv.addFormat(
  'uri-reference',
  /^(?:[a-z][a-z\d+.-]*:|(?![^/?#]*:))(?:[\w.~!$&'()*+,;=:@/?-]|%[\da-f]{2})*(?:#(?:[\w.~!$&'()*+,;=:@/?-]|%[\da-f]{2})*)?$/i,
)
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/)
const validate = ajv.compile(schema)

/** What is wrong with a report: the place in it and why. Empty for one that is valid. */
export function schemaProblems(report: unknown): readonly string[] {
  if (validate(report)) return []
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}
