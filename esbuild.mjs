// Builds every bundle into dist/. `--watch` rebuilds on change, `--generate` refreshes generated files and stops,
// `--production` minifies for the package, `--check` only says which generated files are stale. Names (`proxy server`) build
// only those bundles.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import * as esbuild from 'esbuild'

const flags = new Set(process.argv.slice(2))
const production = flags.has('--production')
const only = [...flags].filter((flag) => !flag.startsWith('--'))

/** Node programs. CommonJS, since VS Code loads it and Node 18 caches it; `module` first, or jsonc-parser fails at start. */
const node = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  mainFields: ['module', 'main'],
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [parsedJson(), withoutSideEffects(), inAscii()],
}

/** Facts are read with `JSON.parse`, which takes a fraction of the time of the same objects written as program text. */
function parsedJson() {
  return {
    name: 'parsed-json',
    setup(build) {
      build.onLoad({ filter: /[\\/]server[\\/]knowledge[\\/][^\\/]+\.json$/ }, ({ path: file }) => {
        const text = JSON.stringify(JSON.parse(readFileSync(file, 'utf8')))
        return { contents: `export default JSON.parse(${JSON.stringify(text)})`, loader: 'js' }
      })
    },
  }
}

const LANGUAGE_CLIENT = './extension.client.cjs'
const LANGUAGE_PROTOCOL = './server.protocol.cjs'

/**
 * Each file that imports a library of CommonJS by itself copies all of its names when the program starts, and the library of
 * the protocol has hundreds: here they all read the same copy.
 */
function protocolOfServer() {
  const names = Object.keys(createRequire(import.meta.url)('vscode-languageserver/node'))
  return {
    name: 'protocol-of-server',
    setup(build) {
      build.onResolve({ filter: /^vscode-languageserver\/node$/ }, () => ({ path: 'names', namespace: 'protocol-of-server' }))
      build.onLoad({ filter: /^names$/, namespace: 'protocol-of-server' }, () => ({
        contents: `export { ${names.join(', ')} } from '${LANGUAGE_PROTOCOL}'`,
      }))
    },
  }
}

/**
 * V8 keeps the text of a program, and one character beyond Latin-1 makes it keep two bytes for each of millions. The bundler
 * escapes those in strings, not those in expressions, templates and comments, where the same escape means the same.
 */
function inAscii() {
  return {
    name: 'in-ascii',
    setup(build) {
      build.initialOptions.metafile = true
      build.onEnd(({ metafile }) => {
        for (const file of Object.keys(metafile?.outputs ?? {}).filter((name) => name.endsWith('.cjs'))) {
          const text = readFileSync(file, 'utf8')
          if (!/[^\0-\x7f]/.test(text)) continue
          // A backslash before it would stand before the escape's own.
          if (/\\[^\0-\x7f]/.test(text))
            return { errors: [{ text: `${file} has a backslash before a character that is not ASCII.` }] }
          const escaped = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
          writeFileSync(file, text.replace(/[^\0-\x7f]/g, escaped))
        }
        return undefined
      })
    },
  }
}

/** It makes tables for a formatter, which nobody here uses and the bundler cannot know to be of no other effect. */
function withoutSideEffects() {
  return {
    name: 'without-side-effects',
    setup(build) {
      build.onResolve({ filter: /^(?:jsonc-parser$|\.)/ }, async ({ path: asked, pluginData, ...from }) => {
        if (pluginData === 'asked' || !(asked === 'jsonc-parser' || /[\\/]jsonc-parser[\\/]/.test(from.importer))) return
        const found = await build.resolve(asked, { ...from, pluginData: 'asked' })
        return { ...found, sideEffects: false }
      })
    },
  }
}

const programs = [
  // The client of the language server is most of the extension, and is read when the server starts: reading it with the
  // rest costs each activation 30 ms and more.
  {
    ...node,
    entryPoints: { extension: 'client/extension.ts' },
    outExtension: { '.js': '.cjs' },
    external: ['vscode', LANGUAGE_CLIENT],
    alias: { 'vscode-languageclient/node': LANGUAGE_CLIENT },
    target: 'node20',
  },
  {
    ...node,
    entryPoints: { 'extension.client': 'vscode-languageclient/node' },
    outExtension: { '.js': '.cjs' },
    external: ['vscode'],
    target: 'node20',
  },
  {
    ...node,
    entryPoints: { server: 'server/main.ts' },
    outExtension: { '.js': '.cjs' },
    external: [LANGUAGE_PROTOCOL],
    plugins: [...node.plugins, protocolOfServer()],
    target: 'node20',
  },
  // A quarter of the language server, of which the commands that check need nothing.
  {
    ...node,
    entryPoints: { 'server.protocol': 'vscode-languageserver/node' },
    outExtension: { '.js': '.cjs' },
    target: 'node20',
  },
  {
    ...node,
    entryPoints: { cli: 'server/cli/main.ts' },
    outExtension: { '.js': '.cjs' },
    target: 'node20',
    banner: { js: '#!/usr/bin/env node' },
  },
  // Clients start the proxy with whatever Node they find.
  { ...node, entryPoints: { proxy: 'server/proxy/main.ts' }, outExtension: { '.js': '.cjs' }, target: 'node18' },
  {
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2023',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    loader: { '.woff2': 'copy' },
    external: ['*.woff2'],
    entryPoints: { 'webview/main': 'client/webview/main.tsx', 'webview/style': 'client/webview/style.css' },
  },
]
  .filter(
    ({ entryPoints }) =>
      only.length === 0 || only.some((name) => Object.keys(entryPoints).some((key) => key.split(/[/.]/)[0] === name)),
  )
  .map((options) => ({ ...options, outdir: 'dist' }))

/** What an editor starts; the rest of the language server is in the bundle it shares with the command line. */
function writeStarter() {
  mkdirSync('dist', { recursive: true })
  writeFileSync('dist/language.cjs', "require('./server.cjs').startLanguageServer(process.argv.slice(2))\n")
}

/** Runs a generator written in TypeScript: bundles it beside the build, imports it, and removes it. */
async function generate() {
  const outfile = path.join(tmpdir(), `scopelight-generate-${process.pid}.mjs`)
  await esbuild.build({
    ...node,
    format: 'esm',
    minify: false,
    sourcemap: false,
    entryPoints: ['server/generate/main.ts'],
    outfile,
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  })
  try {
    const { generateAll } = await import(pathToFileURL(outfile).href)
    const stale = await generateAll({ root: process.cwd(), write: !flags.has('--check') })
    for (const file of stale) console.log(`${flags.has('--check') ? 'stale' : 'wrote'} ${file}`)
    if (flags.has('--check') && stale.length > 0) {
      console.error('Generated files are out of date. Run npm run generate and commit the result.')
      process.exitCode = 1
    }
  } finally {
    rmSync(outfile, { force: true })
  }
}

if (flags.has('--generate') || flags.has('--check')) await generate()
else if (flags.has('--watch')) {
  writeStarter()
  for (const options of programs) await (await esbuild.context(options)).watch()
} else {
  if (production) rmSync('dist', { recursive: true, force: true })
  writeStarter()
  await Promise.all(programs.map((options) => esbuild.build(options)))
  const font = 'client/webview/codicon.woff2'
  if (existsSync(font)) {
    mkdirSync('dist/webview', { recursive: true })
    copyFileSync(font, 'dist/webview/codicon.woff2')
  }
}
