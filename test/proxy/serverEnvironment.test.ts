import { describe, expect, it } from 'vitest'
import { serverEnvironment } from '../../server/proxy/serverEnvironment.ts'

describe('the environment of the server', () => {
  it('has back what the launcher put aside, and nothing of ours', () => {
    const env = {
      ELECTRON_RUN_AS_NODE: '1',
      SCOPELIGHT_SERVER_ELECTRON_RUN_AS_NODE: '',
      SCOPELIGHT_SERVER_NODE_OPTIONS: '--inspect=0',
      PATH: '/bin',
    }
    expect(serverEnvironment(env)).toEqual({ ELECTRON_RUN_AS_NODE: '', NODE_OPTIONS: '--inspect=0', PATH: '/bin' })
  })

  it('keeps NODE_OPTIONS that nobody put aside, and not what the launcher needs for itself', () => {
    expect(serverEnvironment({ ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--no-warnings' })).toEqual({
      NODE_OPTIONS: '--no-warnings',
    })
  })
})
