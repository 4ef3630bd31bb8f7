import { defineRule, type Examples, SEVERITIES } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'approval-bypass-in-repo',
    group: 'host-approval',
    title: 'Auto-approve setting is committed to the repository',
    tier: 3,
    severity: 'high',
    confidence: 'high',
    persona: 'auditor',
    where: 'settings of hosts that git tracks',
    when: 'another finding of this group of medium or above stands in a file tracked by git: it is raised by one level and says that everyone who clones inherits it. There is no finding of its own.',
    why: 'Everyone who clones the repository inherits the setting.',
    fix: undefined,
    standards: ['ASI04', 'CWE-829'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  raise(finding, group, { file }, { workspace }) {
    const at = SEVERITIES.indexOf(finding.severity)
    const counts = group === 'host-approval' && at >= SEVERITIES.indexOf('medium') && !ALREADY.has(finding.rule)
    if (!counts || !workspace.facts.get(file)?.tracked) return finding
    return {
      ...finding,
      severity: SEVERITIES[at + 1] ?? finding.severity,
      related: [
        ...finding.related,
        { span: finding.span, message: 'Git tracks this file, so everyone who clones the repository inherits the setting.' },
      ],
    }
  },
})

/** Its own condition counts that the file is tracked. */
const ALREADY: ReadonlySet<string> = new Set(['project-servers-auto-enabled'])

export const examples = {
  good: [
    {
      host: 'claude-code-settings',
      file: '.claude/settings.local.json',
      text: '{"permissions":{"defaultMode":"acceptEdits"}}',
      facts: { '.claude/settings.local.json': { tracked: true } },
    },
  ],
  bad: [
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"defaultMode":"«bypassPermissions»"}}',
      facts: { '.claude/settings.json': { tracked: true } },
      alongside: ['global-auto-approve'],
      judged: 'global-auto-approve',
      message:
        '"bypassPermissions" of "permissions.defaultMode" lets every call of every tool run without asking anybody. Set it to "default".',
      severity: 'critical',
    },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"allow":["«Bash»"]}}',
      facts: { '.claude/settings.json': { tracked: true } },
      alongside: ['terminal-auto-approve-broad'],
      judged: 'terminal-auto-approve-broad',
      message:
        '"Bash" in "permissions.allow" lets any command run without asking, past every limit on tools. Allow the commands the project needs.',
      severity: 'critical',
    },
    // Nobody inherits what is not tracked.
    {
      host: 'claude-code-settings',
      file: '.claude/settings.local.json',
      text: '{"permissions":{"allow":["«Bash»"]}}',
      alongside: ['terminal-auto-approve-broad'],
      judged: 'terminal-auto-approve-broad',
      message:
        '"Bash" in "permissions.allow" lets any command run without asking, past every limit on tools. Allow the commands the project needs.',
      severity: 'high',
    },
  ],
} satisfies Examples
