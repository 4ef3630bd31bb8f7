import { NO_CONTEXT } from '../../server/lint/lint.ts'
import { hostForFile } from '../../server/model/hostOf.ts'
import { readMcpConfig } from '../../server/model/mcpConfig.ts'
import type { FileFacts } from '../../server/model/workspace.ts'
import { RULES } from '../../server/rules/index.ts'
import { marksOut } from '../../server/rules/marks.ts'
import type { Example, FileContext } from '../../server/rules/rule.ts'
import { parse } from '../../server/syntax/parse.ts'

/** The day of the samples, which the examples share. */
const TODAY = Date.UTC(2026, 10, 23)
const UNKNOWN: FileFacts = { exists: true, tracked: false, ignored: undefined, mode: undefined }

/** What an example says stands around its file. */
export function contextOf({ beside = [], facts = {}, trusted, published }: Example): FileContext {
  const configs = beside.map(({ host: id, file, text }) => {
    const host = hostForFile(id, file)
    if (!host) throw new Error(`no host ${id}`)
    return readMcpConfig(parse(marksOut(text).text, host.syntax.format), host, file)
  })
  return {
    today: TODAY,
    trusted: { ...NO_CONTEXT.trusted, ...trusted },
    ...(published && { published: new Map(Object.entries(published)) }),
    ruleIds: RULES.map(({ meta }) => meta.id),
    workspace: { configs, facts: new Map(Object.entries(facts).map(([path, some]) => [path, { ...UNKNOWN, ...some }])) },
  }
}
