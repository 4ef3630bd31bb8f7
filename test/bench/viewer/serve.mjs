// Serves a page under test with the Content-Security-Policy it has in VS Code, and the played extension host beside it.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { bundleText } from './bundle.mjs'

const NONCE = 'bench'
const BODY_CLASS = { dark: 'vscode-dark', light: 'vscode-light', hc: 'vscode-high-contrast', hcl: 'vscode-high-contrast-light' }
const fromHere = (file) => new URL(file, import.meta.url)

// The layout of rows is the product's own, so that there are not two.
const layout = await bundleText(`
export { ROW_BYTES } from './server/protocol/viewMessages.ts'
export { columnsOf } from './server/trace/rowColumns.ts'`)

/** What a target file names, with absolute paths. */
export function readTarget(file) {
  const target = JSON.parse(readFileSync(file, 'utf8'))
  const absolute = (name) => path.resolve(path.dirname(file), name)
  return {
    ...target,
    script: absolute(target.script),
    styles: target.styles.map(absolute),
    assets: Object.fromEntries(Object.entries(target.assets ?? {}).map(([url, name]) => [url, absolute(name)])),
  }
}

/** Files are read once: a build meanwhile does not change what is measured. */
export async function serve(target, theme) {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>bench</title>
<link rel="stylesheet" href="/theme.css">${target.styles.map((_, i) => `<link rel="stylesheet" href="/style${i}.css">`).join('')}
<body class="${BODY_CLASS[theme]}">${target.body}
<script type="module" nonce="${NONCE}" src="/host.mjs"></script>
<script type="module" nonce="${NONCE}" src="/page.js"></script></body></html>`
  const files = {
    '/': ['text/html; charset=utf-8', html],
    '/theme.css': ['text/css', readFileSync(fromHere(`../../fixtures/themes/${theme}.css`))],
    '/page.js': ['text/javascript', readFileSync(target.script)],
    ...Object.fromEntries(target.styles.map((file, i) => [`/style${i}.css`, ['text/css', readFileSync(file)]])),
    ...Object.fromEntries(
      ['host.mjs', 'trace.mjs'].map((file) => [`/${file}`, ['text/javascript', readFileSync(fromHere(file))]]),
    ),
    '/layout.mjs': ['text/javascript', layout],
    ...Object.fromEntries(
      Object.entries(target.assets).map(([url, file]) => [url, ['application/octet-stream', readFileSync(file)]]),
    ),
  }
  const server = createServer((request, response) => {
    const file = files[new URL(request.url, 'http://localhost').pathname]
    if (!file) return response.writeHead(404).end()
    const csp = `default-src 'none'; script-src 'nonce-${NONCE}' 'self'; style-src 'self'; font-src 'self'; img-src 'self'`
    response.writeHead(200, { 'content-type': file[0], 'content-security-policy': csp }).end(file[1])
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() }
}
