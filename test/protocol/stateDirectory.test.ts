import { expect, it } from 'vitest'
import { stateDirectory } from '../../server/protocol/stateDirectory.ts'

it.each([
  ['linux', {}, '/home/x/.local/state/scopelight'],
  ['linux', { XDG_STATE_HOME: '/var/state' }, '/var/state/scopelight'],
  ['linux', { XDG_STATE_HOME: 'state' }, '/home/x/.local/state/scopelight'],
  ['linux', { XDG_STATE_HOME: '/var/state', SCOPELIGHT_HOME: '/s' }, '/s'],
  ['darwin', { XDG_STATE_HOME: '/var/state' }, '/home/x/Library/Application Support/scopelight'],
  ['win32', { LOCALAPPDATA: 'C:\\L' }, 'C:\\L\\scopelight'],
])('the state directory on %s with %j is absolute: %s', (platform, env, directory) => {
  expect(stateDirectory(platform, env, '/home/x')).toBe(directory)
})
