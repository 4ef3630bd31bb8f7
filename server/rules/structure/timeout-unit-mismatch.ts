import { memberOf } from '../../syntax/find.ts'
import { defineRule, type Examples } from '../rule.ts'

/** Longer than an hour in seconds, or shorter than a second in milliseconds, is the other unit. */
const MAX_SECONDS = 3600
const MIN_MS = 1000

export default defineRule({
  meta: {
    id: 'timeout-unit-mismatch',
    group: 'structure',
    title: 'Timeout is written in the unit of another host',
    tier: 3,
    severity: 'info',
    confidence: 'medium',
    persona: 'pedantic',
    where: '*.timeout and its relatives',
    when: 'milliseconds where the host counts seconds (Roo, Cline, Crush, Zed, Goose: above 3600) or seconds where it counts milliseconds (Claude Code, Gemini, Copilot, opencode: below 1000). Silent for a field whose name says its unit.',
    why: 'The value is refused or ignored and the server hangs or is cut off.',
    fix: { safety: 'review', does: 'converts the number' },
    standards: ['CSF PR.PS-01'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, node, path }, { host }) {
    for (const { field, unit } of host.names.timeout) {
      const value = memberOf(node, field)?.value
      if (value?.kind !== 'number' || typeof value.value !== 'number' || /_(?:sec|ms)$/.test(field)) continue
      const isWrong = unit === 's' ? value.value > MAX_SECONDS : value.value > 0 && value.value < MIN_MS
      if (!isWrong) continue
      const right = unit === 's' ? Math.ceil(value.value / 1000) : Math.round(value.value * 1000)
      const [counts, other] = unit === 's' ? ['seconds', 'milliseconds'] : ['milliseconds', 'seconds']
      yield {
        at: { span: value.span, path: [...path, field] },
        message: `${host.name} counts "${field}" of server "${name}" in ${counts}, and ${value.value} looks like ${other}. Write ${right} if that is meant.`,
        fixes: [
          {
            title: `Change "${field}" to ${right}`,
            safety: 'review',
            patches: [{ op: 'set', path: [...path, field], value: right }],
          },
        ],
      }
    }
  },
})

export const examples = {
  good: [
    {
      host: 'roo',
      file: '.roo/mcp.json',
      text: '{"mcpServers":{"docs":{"command":"npx","args":["-y","acme-docs@1.0.0"],"timeout":30}}}',
    },
    { host: 'claude-code', text: '{"mcpServers":{"docs":{"command":"/opt/docs","timeout":60000}}}' },
    // Not its field, and no time at all.
    { host: 'vscode', text: '{"servers":{"docs":{"command":"/opt/docs","timeout":60}}}' },
    { host: 'claude-code', text: '{"mcpServers":{"docs":{"command":"/opt/docs","timeout":0}}}' },
  ],
  bad: [
    {
      host: 'roo',
      file: '.roo/mcp.json',
      text: '{"mcpServers":{"docs":{"command":"npx","args":["-y","acme-docs@1.0.0"],"timeout":«30000»}}}',
      message:
        'Roo Code counts "timeout" of server "docs" in seconds, and 30000 looks like milliseconds. Write 30 if that is meant.',
      severity: 'info',
      persona: 'pedantic',
      fixed: '{"mcpServers":{"docs":{"command":"npx","args":["-y","acme-docs@1.0.0"],"timeout":30}}}',
    },
    {
      host: 'claude-code',
      text: '{"mcpServers":{"docs":{"command":"/opt/docs","timeout":«60»}}}',
      message:
        'Claude Code counts "timeout" of server "docs" in milliseconds, and 60 looks like seconds. Write 60000 if that is meant.',
      fixed: '{"mcpServers":{"docs":{"command":"/opt/docs","timeout":60000}}}',
    },
  ],
} satisfies Examples
