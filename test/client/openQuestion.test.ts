import { describe, expect, it } from 'vitest'
import { createQuestions } from '../../client/insertion/openQuestion.ts'

const idle = async () => undefined
const isPut = () => new Promise((resolve) => setImmediate(resolve))

describe('one question at a time', () => {
  it('has the answer a person gives', async () => {
    const questions = createQuestions<string>()
    const yes = questions.ask('a', idle, idle)
    await isPut()
    questions.answer(true)
    expect(await yes).toBe(true)
    const no = questions.ask('b', idle, idle)
    await isPut()
    questions.answer(false)
    expect(await no).toBe(false)
  })

  it('makes way for a newer one, which what closes the older one does not answer', async () => {
    const questions = createQuestions<string>()
    const steps: string[] = []
    const ask = (key: string) =>
      questions.ask(
        key,
        async () => void steps.push(`${key} is shown`),
        async () => {
          steps.push(`${key} is closed`)
          // The editor tells about the tab that goes, sooner or later.
          questions.answer(false, key)
          setTimeout(() => questions.answer(false, key))
        },
      )
    const first = ask('first')
    await Promise.resolve()
    const second = ask('second')
    expect(await first).toBe(false)
    await new Promise((resolve) => setTimeout(resolve, 5))
    questions.answer(true)
    expect(await second).toBe(true)
    expect(steps).toEqual(['first is shown', 'first is closed', 'second is shown', 'second is closed'])
  })

  it('is not answered by a button that still belongs to the one before', async () => {
    const questions = createQuestions<string>()
    let close: () => void = () => undefined
    const first = questions.ask('first', idle, () => new Promise<void>((resolve) => (close = resolve)))
    await isPut()
    const second = questions.ask('second', idle, idle)
    questions.answer(true)
    await isPut()
    close()
    await isPut()
    questions.answer(false)
    expect([await first, await second]).toEqual([false, false])
  })

  it('takes an answer that comes while it is being put', async () => {
    const questions = createQuestions<string>()
    const asked = questions.ask('a', async () => questions.answer(true, 'a'), idle)
    expect(await asked).toBe(true)
  })

  it('hears no late answer to an older one', async () => {
    const questions = createQuestions<string>()
    const first = questions.ask('first', idle, idle)
    const second = questions.ask('second', idle, idle)
    questions.answer(true, 'first')
    questions.answer(false, 'second')
    expect([await first, await second]).toEqual([false, false])
  })

  it('is put although the one before could not be', async () => {
    const questions = createQuestions<string>()
    const failing = questions.ask('a', async () => Promise.reject(new Error('no editor')), idle)
    await expect(failing).rejects.toThrow('no editor')
    const next = questions.ask('b', idle, idle)
    await isPut()
    questions.answer(true)
    expect(await next).toBe(true)
  })
})
