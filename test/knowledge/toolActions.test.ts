import { describe, expect, it } from 'vitest'
import { findServer, SERVERS } from '../../server/knowledge/servers.ts'
import { actionOf } from '../../server/knowledge/toolActions.ts'

describe('actionOf', () => {
  it('believes the table of a known server before the words of the name', () => {
    const stripe = findServer({ npm: '@stripe/mcp' })
    expect(actionOf('list_disputes', stripe)).toEqual({ action: 'read', returnsSecrets: false, origin: 'table' })
    expect(actionOf('create_refund', stripe)).toEqual({ action: 'money', returnsSecrets: false, origin: 'table' })
  })

  it('goes by the words where the table does not know the tool', () => {
    expect(actionOf('delete_everything', findServer({ npm: '@stripe/mcp' }))).toEqual({
      action: 'delete',
      returnsSecrets: false,
      origin: 'lexicon',
    })
  })

  it.each([
    ['create_payment', 'money'],
    ['run_command', 'execute'],
    ['executeSql', 'execute'],
    ['delete_file', 'delete'],
    ['jira_delete_issue', 'delete'],
    ['cleanup_data', 'delete'],
    ['clean_up_branches', 'delete'],
    ['purgeCache', 'delete'],
    ['docker_prune', 'delete'],
    ['erase_disk', 'delete'],
    ['truncate_table', 'delete'],
    ['wipe_device', 'delete'],
    ['discard_changes', 'delete'],
    ['archive_channel', 'write'],
    ['browser_drag_and_drop', 'write'],
    ['grant_role', 'admin'],
    ['create_issue', 'ticket'],
    ['add_comment', 'ticket'],
    ['push_files', 'code'],
    ['create_branch', 'code'],
    ['send_email', 'send'],
    ['update_page', 'write'],
    ['get_issue', 'read'],
    ['jira-search', 'read'],
    ['resolve-library-id', 'read'],
    ['get_or_create_page', 'write'],
    ['search_and_replace', 'write'],
    ['search_replace', 'write'],
  ])('takes "%s" for %s by its words', (tool, action) => {
    expect(actionOf(tool)).toMatchObject({ action, origin: 'lexicon' })
  })

  it.each([
    'get_payment',
    'list_orders',
    'list_runs',
    'get_pull_request',
    'list_commands',
    'search_messages',
    'get_policies',
    'get_archive',
    'list_cleanup_policies',
    'get_prune_status',
  ])('knows that "%s" reads a thing and does not do it', (tool) => {
    expect(actionOf(tool).action).toBe('read')
  })

  it('says that a tool returns secrets when it reads them, and that making one administers', () => {
    expect(actionOf('get_secret_value')).toMatchObject({ action: 'read', returnsSecrets: true })
    expect(actionOf('list_api_keys')).toMatchObject({ action: 'read', returnsSecrets: true })
    expect(actionOf('create_access_token')).toMatchObject({ action: 'admin', returnsSecrets: false })
  })

  it.each(['frobnicate', 'reader', 'settle', 'budget', '', '_', 'ticket'])('does not know what "%s" does', (tool) => {
    expect(actionOf(tool)).toEqual({ action: undefined, returnsSecrets: false, origin: 'unknown' })
  })

  it('takes no reading tool of the tables for money, deletion or execution', () => {
    const reading = SERVERS.flatMap(({ tools }) => tools).filter(({ action }) => action === 'read')
    const wrong = reading.filter(({ name }) => ['money', 'delete', 'execute'].includes(actionOf(name).action ?? ''))
    expect(wrong.map(({ name }) => name)).toEqual([])
  })
})
