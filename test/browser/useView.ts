import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { type Rig, startRig, type View } from './rig.ts'

/**
 * One browser for the tests of a file, and one page for each test, which is closed after it. A page that met trouble (an
 * error, a breach of its policy, a request) fails its test. Gives what opens the page.
 */
export function useView(): (options?: Parameters<Rig['open']>[0]) => Promise<View> {
  let rig: Rig
  let view: View | undefined
  beforeAll(async () => {
    rig = await startRig()
  })
  afterAll(() => rig.close())
  afterEach(async () => {
    const trouble = view?.trouble ?? []
    await view?.page.close()
    view = undefined
    expect(trouble).toEqual([])
  })
  return async (options = {}) => {
    view = await rig.open(options)
    return view
  }
}
