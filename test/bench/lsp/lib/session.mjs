import { pathToFileURL } from 'node:url'
import { EditorBuffer, editScript, insert, remove } from './document.mjs'
import { cpuMs, peakRssMiB, processesOf } from './proc.mjs'
import { initializeParams, lookup } from './protocol.mjs'
import { RpcProcess } from './rpc.mjs'

const now = () => performance.now()
const sleep = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms))
let counter = 0

/**
 * @typedef {object} Peer
 * @property {string[]} cmd
 * @property {Record<string, string>} [env]
 * @property {'push'|'pull'} mode how diagnostics are asked for; `pull` announces the client capability
 * @property {number} debounceMs what the server waits by default before it validates (0 = none)
 * @property {Record<string, any>} [settings] answers to workspace/configuration and the didChangeConfiguration body
 * @property {any} [initializationOptions]
 * @property {(method: string, params: any) => any} [onRequest] server-specific requests
 */

/** @typedef {{firstTimeoutMs: number, editTimeoutMs: number, editBudgetMs: number, maxEdits: number, probes: number, burstKeys: number, burstGapMs: number}} Limits */
/** @typedef {{at: number, error?: any, diagnostics: any[]}} Answer */

/**
 * One life of one server on one document: start, keystrokes one at a time, requests, a burst, end.
 * @param {Peer} peer @param {import('./generate.mjs').Document} doc @param {{dir: string, file: string}} where @param {Limits} limits
 */
export async function runSession(peer, doc, where, limits) {
  const link = connect(peer, doc, where)
  /** @type {any} */ const out = { ok: false, latency: {} }
  try {
    const { capabilities, base } = await start(link, peer, doc, where, limits, out)
    await typeKeys(link, doc, limits, base, out)
    await askThings(link, peer, doc, limits, capabilities, base, out)
    out.burst = await burst(link, peer, doc, limits, capabilities)
    out.peakRssMiB = peakRssMiB(link.pids())
    out.ok = true
  } catch (error) {
    out.error = String(error instanceof Error ? error.message : error).slice(0, 500)
    out.peakRssMiB ??= peakRssMiB(link.pids())
  } finally {
    await end(link)
  }
  return out
}

/** @typedef {ReturnType<typeof connect>} Link */

/** @param {Peer} peer @param {import('./generate.mjs').Document} doc @param {{dir: string, file: string}} where */
function connect(peer, doc, where) {
  const id = `${process.pid}-${counter++}`
  const uri = pathToFileURL(where.file).href
  const rpc = new RpcProcess(peer.cmd, { cwd: where.dir, env: { ...peer.env, LSP_BENCH_ID: id } })
  const buffer = new EditorBuffer(doc.text)
  /** @type {(() => void) | null} */ let wake = null
  /** @type {{id: string, items: any[]} | null} */ let lastReport = null
  const link = {
    rpc,
    uri,
    isPull: peer.mode === 'pull',
    fullSync: false,
    /** @type {Answer[]} */ publishes: [],
    pids: () => processesOf(id),
    /** @param {import('./document.mjs').Change} change @returns {number} when it was sent */
    send(change) {
      buffer.apply(change)
      const contentChanges = link.fullSync ? [{ text: buffer.text }] : [change]
      return rpc.notify('textDocument/didChange', { textDocument: { uri, version: buffer.version }, contentChanges })
    },
    /** Waits until `n` publishes have come since the list was emptied. @param {number} n @param {number} timeout @returns {Promise<Answer | null>} */
    async published(n, timeout) {
      const deadline = now() + timeout
      while (link.publishes.length < n) {
        const left = deadline - now()
        if (left <= 0 || rpc.exited) return null
        await new Promise((resolve) => {
          wake = () => resolve(undefined)
          setTimeout(resolve, Math.min(left, 250))
        })
        wake = null
      }
      return link.publishes[n - 1]
    },
    /** Asks as VS Code does: it names the report it has, and a server may say that this is still true. @param {number} timeout @returns {{id: number, done: Promise<Answer>}} */
    pull(timeout) {
      const previous = lastReport
      const params = { textDocument: { uri }, ...(previous && { previousResultId: previous.id }) }
      const { id: question, done } = rpc.request('textDocument/diagnostic', params, timeout)
      return {
        id: question,
        done: done.then(({ at, error, result }) => {
          const diagnostics = result?.kind === 'unchanged' ? (previous?.items ?? []) : (result?.items ?? [])
          if (!error) lastReport = result?.resultId === undefined ? null : { id: result.resultId, items: diagnostics }
          return { at, error, diagnostics }
        }),
      }
    },
    /** @param {number} timeout @returns {Promise<Answer>} */
    ask: (timeout) => link.pull(timeout).done,
  }
  rpc.listen((method, params, at) => {
    if (method !== 'textDocument/publishDiagnostics' || decodeURIComponent(params.uri) !== decodeURIComponent(uri)) return
    link.publishes.push({ at, diagnostics: params.diagnostics })
    wake?.()
  })
  rpc.onRequest = (method, params) => {
    const special = peer.onRequest?.(method, params)
    if (special !== undefined) return special
    if (method === 'workspace/configuration')
      return params.items.map((/** @type {any} */ item) => lookup(peer.settings ?? {}, item.section))
    if (method === 'workspace/workspaceFolders') return [{ uri: pathToFileURL(where.dir).href, name: 'bench' }]
    return null
  }
  return link
}

/** Spawn → `initialize` → `didOpen` → first diagnostics. @param {Link} link @param {Peer} peer @param {any} doc @param {{dir: string}} where @param {Limits} limits @param {any} out */
async function start(link, peer, doc, where, limits, out) {
  const { rpc, uri, isPull } = link
  const init = await rpc.request('initialize', initializeParams(peer, where.dir, isPull), limits.firstTimeoutMs).done
  if (init.error) throw new Error(`initialize: ${init.error.message} ${rpc.stderr.slice(0, 400)}`)
  out.initializeMs = init.at - rpc.spawnedAt
  const { capabilities } = init.result
  const sync = capabilities.textDocumentSync
  link.fullSync = (typeof sync === 'object' ? sync.change : sync) === 1
  out.fullSync = link.fullSync
  rpc.notify('initialized', {})
  if (peer.settings) rpc.notify('workspace/didChangeConfiguration', { settings: peer.settings })
  rpc.notify('textDocument/didOpen', { textDocument: { uri, languageId: doc.language, version: 1, text: doc.text } })
  const first = isPull ? await link.ask(limits.firstTimeoutMs) : await link.published(1, limits.firstTimeoutMs)
  if (!first || first.error)
    throw new Error(`no first diagnostics; ${first?.error?.message ?? ''} stderr: ${rpc.stderr.slice(0, 400)}`)
  out.firstDiagnosticsMs = first.at - rpc.spawnedAt
  await sleep(600) // schemas and settings may arrive late and cause a second publish
  const base = isPull ? await link.ask(limits.firstTimeoutMs) : link.publishes[link.publishes.length - 1]
  out.baseDiagnostics = base.diagnostics.length
  return { capabilities, base }
}

/** How many publishes does one change cause? Some servers publish syntax first, then schema errors. @param {Link} link @param {any} doc @param {Limits} limits */
async function publishesPerChange(link, doc, limits) {
  if (link.isPull) return 1
  /** @type {number[]} */ const counts = []
  const { brk } = doc.sites[0]
  for (const change of [remove(brk, { line: brk.line, character: brk.character + 1 }), insert(brk, '"')]) {
    link.publishes = []
    link.send(change)
    if (await link.published(1, limits.editTimeoutMs)) await sleep(400)
    counts.push(link.publishes.length)
  }
  return Math.max(1, Math.min(...counts))
}

/** Keystrokes, one at a time: the next is sent when the answer to the last has come. @param {Link} link @param {any} doc @param {Limits} limits @param {Answer} base @param {any} out */
async function typeKeys(link, doc, limits, base, out) {
  const perChange = await publishesPerChange(link, doc, limits)
  const baseSignature = signature(base.diagnostics)
  const counts = { checks: 0, right: 0, missed: 0 }
  /** @type {number[]} */ const verdicts = []
  /** @type {{kind: string, ms: number}[]} */ const edits = []
  const budgetEnd = now() + limits.editBudgetMs
  const cpu0 = cpuMs(link.pids())
  for (const group of thin(editScript(doc.sites), limits.maxEdits)) {
    if (now() > budgetEnd) break
    for (const edit of group) {
      link.publishes = []
      const sentAt = link.send(edit.change)
      const answer = link.isPull ? await link.ask(limits.editTimeoutMs) : await link.published(perChange, limits.editTimeoutMs)
      if (!answer || answer.error) {
        counts.missed++
        if (counts.missed > 5) throw new Error(`too many changes without an answer; stderr: ${link.rpc.stderr.slice(0, 300)}`)
        continue
      }
      edits.push({ kind: edit.kind, ms: answer.at - sentAt })
      if (!edit.after) continue
      counts.checks++
      const isRight = (/** @type {any[]} */ list) => {
        const same = signature(list) === baseSignature
        return edit.after === 'base' ? same : !same && list.length > 0
      }
      if (isRight(answer.diagnostics)) counts.right++
      const verdict = isRight(answer.diagnostics) ? answer : await laterVerdict(link, limits, isRight)
      if (verdict) verdicts.push(verdict.at - sentAt)
    }
  }
  out.cpuPerEditMs = (cpuMs(link.pids()) - cpu0) / Math.max(1, edits.length)
  out.latency.edit = edits.map(({ ms }) => ms)
  out.latency.verdict = verdicts // change → the *right* answer, where the right answer is known
  out.wrong = counts.checks - verdicts.length
  out.editKinds = edits
  out.checks = counts
}

/** Not yet right: the server may correct itself. Waits a while for it. @param {Link} link @param {Limits} limits @param {(list: any[]) => boolean} isRight */
async function laterVerdict(link, limits, isRight) {
  for (let tries = 0; tries < 4; tries++) {
    if (link.isPull) await sleep(50)
    const next = link.isPull ? await link.ask(limits.editTimeoutMs) : await link.published(link.publishes.length + 1, 600)
    if (next && isRight(next.diagnostics)) return next
  }
  return null
}

/** Hover and quick fixes on an unchanged document. @param {Link} link @param {Peer} peer @param {any} doc @param {Limits} limits @param {any} capabilities @param {Answer} base @param {any} out */
async function askThings({ rpc, uri }, peer, doc, limits, capabilities, base, out) {
  await sleep(peer.debounceMs + 200)
  const { hover, actionLine } = doc.probe
  const near = base.diagnostics.slice(0, 1)
  const range = near[0]?.range ?? { start: { line: actionLine, character: 0 }, end: { line: actionLine, character: 10 } }
  const many = async (/** @type {string} */ method, /** @type {any} */ params, /** @type {boolean} */ offered) => {
    /** @type {number[]} */ const latencies = []
    for (let i = 0; i < limits.probes && offered; i++) {
      const question = rpc.request(method, { textDocument: { uri }, ...params }, limits.editTimeoutMs)
      const answer = await question.done
      if (answer.error) break
      latencies.push(answer.at - question.sentAt)
    }
    return latencies
  }
  out.latency.hover = await many('textDocument/hover', { position: hover }, Boolean(capabilities.hoverProvider))
  out.latency.action = await many(
    'textDocument/codeAction',
    { range, context: { diagnostics: near } },
    Boolean(capabilities.codeActionProvider),
  )
}

/**
 * A burst at a typist's rhythm, completion asked for at every key: how late is the verdict on the last key, how many verdicts are
 * given on the way, how long does the list take meanwhile?
 * @param {Link} link @param {Peer} peer @param {any} doc @param {Limits} limits @param {any} capabilities
 */
async function burst(link, peer, doc, limits, capabilities) {
  const { rpc, uri, isPull } = link
  const { string } = doc.sites[Math.min(1, doc.sites.length - 1)]
  const pids = link.pids()
  const cpu0 = cpuMs(pids)
  link.publishes = []
  let lastSent = 0
  let answered = 0
  let refused = 0
  let items = 0
  /** @type {number[]} */ const completion = []
  /** @type {{id: number} | null} */ let open = null
  /** @type {Promise<any>[]} */ const waits = []
  const pull = () => {
    if (open) rpc.notify('$/cancelRequest', { id: open.id }) // as vscode-languageclient does
    const question = link.pull(limits.firstTimeoutMs)
    open = question
    return question.done.then((answer) => {
      if (open === question) open = null
      if (answer.error) return
      answered++
      link.publishes.push(answer)
    })
  }
  const complete = (/** @type {number} */ character) => {
    const params = { textDocument: { uri }, position: { line: string.line, character }, context: { triggerKind: 1 } }
    const question = rpc.request('textDocument/completion', params, limits.firstTimeoutMs)
    return question.done.then(({ at, error, result }) => {
      if (error) refused++
      else completion.push(at - question.sentAt)
      items = Math.max(items, (result?.items ?? result ?? []).length)
    })
  }
  const t0 = now()
  for (let i = 0; i < limits.burstKeys; i++) {
    const due = t0 + i * limits.burstGapMs
    if (due > now()) await sleep(due - now())
    lastSent = link.send(insert({ line: string.line, character: string.character + i }, 'x'))
    if (isPull) waits.push(pull())
    if (capabilities.completionProvider) waits.push(complete(string.character + i + 1))
  }
  await Promise.all(waits)
  // Push: the last publish before a silence.
  for (let seen = -1; !isPull && seen !== link.publishes.length; ) {
    seen = link.publishes.length
    await sleep(Math.max(700, peer.debounceMs * 2 + 300))
  }
  const final = link.publishes[link.publishes.length - 1]
  const cpuPerKeyMs = (cpuMs(pids) - cpu0) / limits.burstKeys
  link.send(remove(string, { line: string.line, character: string.character + limits.burstKeys }))
  return {
    settleMs: final ? final.at - lastSent : null,
    reports: isPull ? answered : link.publishes.length,
    keys: limits.burstKeys,
    cpuPerKeyMs,
    completion,
    refused,
    items,
  }
}

/** @param {Link} link */
async function end({ rpc, pids }) {
  await rpc.request('shutdown', undefined, 1500).done
  rpc.notify('exit', undefined)
  await sleep(20)
  for (const pid of pids()) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
  }
}

/** Keeps whole groups up to `max` changes, the middle of the file first. @param {ReturnType<typeof editScript>} script @param {number} max */
function thin(script, max) {
  const order = [...script].sort((a, b) => Number(b.site === 1) - Number(a.site === 1))
  /** @type {import('./document.mjs').Edit[][]} */ const out = []
  let n = 0
  for (const { edits } of order) {
    if (out.length > 0 && n + edits.length > max) continue
    out.push(edits)
    n += edits.length
  }
  return out
}

/** What the diagnostics say and where: enough to see whether a verdict is the one expected. @param {any[]} list */
function signature(list) {
  return list
    .map(({ range, message }) => `${range.start.line}:${range.start.character} ${message}`)
    .sort()
    .join('\n')
}
