import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { stateDirectory } from '../protocol/stateDirectory.ts'
import { redactArgv } from './argv.ts'
import { findCredentials } from './credentials.ts'
import { createSecretFinder } from './findSecrets.ts'
import { createFrameRecords } from './frameRecords.ts'
import { fingerprintWith, installationKey } from './installationKey.ts'
import { knownSecrets } from './knownSecrets.ts'
import { findManifests } from './manifestFiles.ts'
import { openMembers } from './openRecord.ts'
import type { ProxyOptions } from './options.ts'
import type { Recorder } from './recorder.ts'
import { createRedactor } from './redact.ts'
import { say } from './say.ts'
import { serverEnvironment } from './serverEnvironment.ts'
import { sessionId } from './sessionId.ts'
import { prepareTraceFolder, traceFileName, traceFolder } from './traceDirectory.ts'
import { TraceLog } from './traceLog.ts'
import { TraceWriter } from './traceWriter.ts'
import { readEntry } from './undoRecord.ts'

export interface Trace {
  /** Running text without secrets, also those of this server's environment and arguments. */
  readonly clean: (text: string) => string
  /** Records the end; calls back when everything is on the disk, or the disk has not answered for a while. */
  finish(code: number | null, signal: string | null, done: () => void): void
}

const MAX_WAIT_MS = 2000

/** Opens the trace of a session whose server runs already. What cannot be done is said once; the wire goes on. */
export function beginTrace(options: ProxyOptions, recorder: Recorder): Trace {
  const { env, platform } = process
  const argv = [options.command, ...options.args]
  const state = stateDirectory(platform, env, homedir())
  const entry = options.entry === undefined ? undefined : readEntry(state, options.entry)
  const credentials = findCredentials(argv, serverEnvironment(env), entry?.env)
  const redactor = createRedactor(createSecretFinder(knownSecrets(credentials)))
  const clean = (text: string) => redactor.text(text).text
  const place = { state, named: options.traceDir }
  const cannotRecord = once((error: Error) => {
    say(`The trace cannot be written to "${clean(traceFolder(place))}": ${clean(error.message)}. The server runs unrecorded.`)
  })
  let writer: TraceWriter | undefined

  async function start(day: string): Promise<void> {
    const { startMs } = recorder
    const server = options.server ?? entry?.server ?? path.basename(options.command)
    const session = sessionId(randomBytes(16))
    const fingerprint = fingerprintWith(await installationKey(state))
    writer = new TraceWriter((segment) => path.join(day, traceFileName(startMs, clean(server), session, segment)), cannotRecord)
    const open = openMembers({
      session,
      server,
      argv: redactArgv(argv, redactor),
      cwd: process.cwd(),
      entry,
      workload: options.workload,
      credentials,
      fingerprint,
      clean,
    })
    recorder.start({
      log: new TraceLog(writer, open, startMs * 1000),
      ...createFrameRecords(redactor),
      flush: () => writer?.flush(),
      redactText: clean,
    })
  }

  const prepared = prepareTraceFolder(place, recorder.startMs)
    .then(start)
    .catch((error: Error) => {
      cannotRecord(error)
      recorder.stop()
    })
  noticeManifests(options.workspace, recorder)

  return {
    clean,
    finish(code, signal, done) {
      const finished = once(done)
      const wait = () => setTimeout(finished, MAX_WAIT_MS)
      const opening = wait()
      void prepared.then(() => {
        // From here on it is our own work that takes its time, until the disk has its turn.
        clearTimeout(opening)
        recorder.close(code, signal, (isRecorded) => {
          wait()
          if (writer && isRecorded) writer.end(finished)
          else finished()
        })
      })
    },
  }
}

/** This version observes only. Whoever wrote a manifest must not believe that it holds. */
function noticeManifests(workspace: string | undefined, recorder: Recorder): void {
  const { env, platform } = process
  const files = findManifests({ platform, env, home: homedir(), cwd: process.cwd(), workspace, list: namesIn })
  if (files.length === 0) return
  const names = files.map((file) => `"${file}"`).join(' and ')
  say(
    `${names} ${files.length === 1 ? 'is' : 'are'} not enforced by this version of Scopelight: calls are recorded, none is refused.`,
  )
  for (const file of files) recorder.event('manifest', { path: file, enforced: false })
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    // Not there, or not for us to read.
    return []
  }
}

function once<Args extends readonly unknown[]>(run: (...args: Args) => void): (...args: Args) => void {
  let isDone = false
  return (...args) => {
    if (!isDone) run(...args)
    isDone = true
  }
}
