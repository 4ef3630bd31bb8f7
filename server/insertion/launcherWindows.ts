import { KEPT_VARIABLES } from '../protocol/keptVariables.ts'
import { MANIFEST_NAMES, NAMED_MANIFEST_END } from '../protocol/manifestNames.ts'
import type { LauncherPaths } from './launcher.ts'

/**
 * For cmd.exe, which reads labels reliably only with CRLF. The proxy is found beside the launcher, so that a profile folder
 * with letters outside the console's code page does no harm; only the editor's path is written out. No variable of ours
 * reaches the server: paths stand in the text, and `endlocal` is read in the same line as the command it uncovers.
 */
export function windowsLauncher({ editor }: LauncherPaths): string {
  const program = editor.replaceAll('"', '').replaceAll('%', '%%')
  const lines = [
    '@echo off',
    'rem Starts the Scopelight proxy in front of an MCP server: scopelight-proxy [options] -- COMMAND ARGUMENTS',
    'rem Scopelight writes this file and brings it up to date; changes to it are lost.',
    'setlocal EnableExtensions DisableDelayedExpansion',
    ...(isAscii(program) ? [] : ['rem The path of the editor is written in UTF-8.', 'chcp 65001 >nul']),
    'if not exist "%~dp0proxy.cjs" goto bare',
    `if not exist "${program}" goto node`,
    ...Object.entries(KEPT_VARIABLES).flatMap(keep),
    'set "ELECTRON_RUN_AS_NODE=1"',
    `"${program}" "%~dp0proxy.cjs" %*`,
    'exit /b %ERRORLEVEL%',
    '',
    ':node',
    'where /q node.exe || goto bare',
    ...Object.entries(KEPT_VARIABLES).flatMap(keep),
    'node.exe "%~dp0proxy.cjs" %*',
    'exit /b %ERRORLEVEL%',
    '',
    ':bare',
    'rem Nothing runs the proxy. The server may start without it only where nobody counts on the proxy to judge its calls.',
    'set "SCOPELIGHT_LINE="',
    'set "SCOPELIGHT_FOLDER="',
    'set SCOPELIGHT_LINE= %*',
    '',
    ':option',
    'if "%~1"=="--" goto manifest',
    'if "%~1"=="" goto usage',
    'if /i "%~1"=="--workload" goto judged',
    'if /i "%~1"=="--manifest" goto judged',
    'if /i "%~1"=="--breakpoints" goto judged',
    'if /i "%~1"=="--workspace" set "SCOPELIGHT_FOLDER=%~2"',
    'shift',
    'goto option',
    '',
    ':manifest',
    'if "%~2"=="" goto usage',
    ...manifestIn('%ProgramData%\\scopelight'),
    ...manifestIn('%APPDATA%\\scopelight'),
    'if not defined SCOPELIGHT_FOLDER goto upward',
    ...manifestIn('%SCOPELIGHT_FOLDER%'),
    'goto start',
    '',
    ':upward',
    'set "SCOPELIGHT_FOLDER=%CD%"',
    ':folder',
    ...manifestIn('%SCOPELIGHT_FOLDER%'),
    'for %%I in ("%SCOPELIGHT_FOLDER%\\..") do if /i "%%~fI"=="%SCOPELIGHT_FOLDER%" goto start',
    'for %%I in ("%SCOPELIGHT_FOLDER%\\..") do set "SCOPELIGHT_FOLDER=%%~fI"',
    'goto folder',
    '',
    ':start',
    'echo scopelight: Nothing runs the proxy here, so this server starts without being recorded. Install Node, or open your editor once. >&2',
    // Our own options hold no blanks, so the first " -- " is ours; the rest is the command as the host quoted it.
    'endlocal & %SCOPELIGHT_LINE:* -- =%',
    'exit /b %ERRORLEVEL%',
    '',
    ':judged',
    'echo scopelight: Nothing runs the proxy here, and this server starts only with the proxy that checks its calls. Install Node, or open your editor once. >&2',
    'exit /b 127',
    '',
    ':usage',
    'echo scopelight: No command stands behind "--". >&2',
    'exit /b 2',
  ]
  return `${lines.join('\r\n')}\r\n`
}

function manifestIn(folder: string): readonly string[] {
  return [...MANIFEST_NAMES, `*${NAMED_MANIFEST_END}`].map((name) => `if exist "${folder}\\${name}" goto judged`)
}

/**
 * What these variables say to Node is meant for the server, which the proxy gives them back. A value may hold quotes, `&` and
 * `!`, which cmd.exe reads again in `%NAME%`: it is copied through a variable of `for`, with nothing expanded after that.
 */
function keep([name, kept]: readonly [string, string]): readonly string[] {
  return [
    'setlocal EnableDelayedExpansion',
    `for /f "delims=" %%I in (""!${name}!"") do endlocal & if defined ${name} set "${kept}=%%~I"`,
    `set "${name}="`,
  ]
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text)
}
