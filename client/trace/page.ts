import { randomUUID } from 'node:crypto'
import { Uri, type Webview } from 'vscode'

/** The only folder the page may load from. */
export function pageFolder(extensionUri: Uri): Uri {
  return Uri.joinPath(extensionUri, 'dist', 'webview')
}

/**
 * The document around the built page. Its policy allows our one script, our style sheet and its font, and nothing else: no
 * inline code, no picture, no request. All content comes later, as messages.
 */
export function pageHtml(webview: Webview, extensionUri: Uri): string {
  const folder = pageFolder(extensionUri)
  const nonce = randomUUID()
  const at = (name: string) => webview.asWebviewUri(Uri.joinPath(folder, name)).toString()
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    ...['style-src', 'font-src', 'img-src'].map((kind) => `${kind} ${webview.cspSource}`),
  ].join('; ')
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>MCP Trace</title>
    <link rel="stylesheet" href="${at('style.css')}">
  </head>
  <body>
    <div id="app"></div>
    <script nonce="${nonce}" src="${at('main.js')}"></script>
  </body>
</html>
`
}
