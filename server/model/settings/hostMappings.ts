import { isMap, isSeq } from 'yaml'
import { readGlob } from '../glob.ts'
import type { HostId } from '../host.ts'
import { KNOWN_HOST_IDS } from '../hosts/known.ts'
import { eachKey, isNothing, type Report, readText, suggest } from './nodes.ts'

/** `hosts:` names the host of files at places of one's own. */
export interface HostMapping {
  /** On the path from the folder of the settings file, with forward slashes. */
  readonly matches: (path: string) => boolean
  readonly host: HostId
}

export function readHosts(value: unknown, at: unknown, report: Report): readonly HostMapping[] {
  if (isNothing(value)) return []
  if (!isSeq(value)) {
    report('error', at, '"hosts" is a list, such as "- { files: "configs/*.json", host: claude-code }".')
    return []
  }
  return value.items.flatMap((item) => readMapping(item, report) ?? [])
}

function readMapping(item: unknown, report: Report): HostMapping | undefined {
  if (!isMap(item)) return void report('error', item, 'An item of "hosts" has "files" and "host".')
  let files: string | undefined
  let host: string | undefined
  let matches: HostMapping['matches'] | undefined
  eachKey(item.items, report, (key, value, at) => {
    const text = readText(value)
    if (key !== 'files' && key !== 'host') {
      return report('warning', at, `"${key}" is not a setting of a host and has no effect.${suggest(key, ['files', 'host'])}`)
    }
    if (text === undefined) return report('error', at, `"${key}" wants a text.`)
    if (key === 'host') {
      host = text
      if (!KNOWN_HOST_IDS.includes(text)) report('error', value, `"${text}" is not a host.${suggest(text, KNOWN_HOST_IDS)}`)
      return
    }
    files = text
    const glob = readGlob(text)
    if (glob.ok) matches = glob.matches
    else report('error', value, `The pattern "${text}" ${glob.reason}.`)
  })
  if (files === undefined)
    return void report('error', item, 'This item of "hosts" has no "files", a pattern such as "configs/*.json".')
  if (host === undefined) return void report('error', item, 'This item of "hosts" has no "host", such as "claude-code".')
  return matches && KNOWN_HOST_IDS.includes(host) ? { matches, host } : undefined
}
