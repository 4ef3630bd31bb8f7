import path from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

export interface SpawnCommand {
  readonly file: string
  readonly args: readonly string[]
  /** `args` are quoted already. */
  readonly windowsVerbatimArguments?: true
}

const DEFAULT_EXTENSIONS = '.COM;.EXE;.BAT;.CMD'
/** What cmd.exe gives a meaning to. */
const META = /[()\][%!^"`<>&|;, *?]/g

/**
 * What to start. Windows starts batch files (`npx` is one) only through cmd.exe, which reads its command line again: every
 * argument is quoted for both readings (CVE-2024-27980). Throws where quoting cannot help. Pure.
 */
export function spawnCommand(
  platform: string,
  command: string,
  args: readonly string[],
  env: Environment,
  cwd: () => string,
  exists: (file: string) => boolean,
): SpawnCommand {
  if (platform !== 'win32') return { file: command, args }
  const file = resolveOnWindows(command, env, cwd, exists)
  if (file === undefined || !/\.(?:cmd|bat)$/i.test(file)) return { file: file ?? command, args }
  if (args.some((arg) => /[\r\n\0]/.test(arg))) throw new Error('a batch file cannot take an argument with a line break')
  const line = [file.replace(META, '^$&'), ...args.map(quoteForBatch)].join(' ')
  return {
    file: lookUp(env, 'comspec') ?? 'cmd.exe',
    args: ['/d', '/s', '/c', `"${line}"`],
    windowsVerbatimArguments: true,
  }
}

function resolveOnWindows(
  command: string,
  env: Environment,
  cwd: () => string,
  exists: (file: string) => boolean,
): string | undefined {
  const { join, resolve, extname } = path.win32
  const extensions = (lookUp(env, 'pathext') || DEFAULT_EXTENSIONS).split(';').filter(Boolean)
  const folders = /[\\/:]/.test(command) ? [''] : (lookUp(env, 'path') ?? '').split(';').filter(Boolean)
  const names = extname(command) ? ['', ...extensions] : extensions
  for (const folder of folders) {
    const base = folder ? join(folder.replace(/^"(.*)"$/, '$1'), command) : resolve(cwd(), command)
    const name = names.find((extension) => exists(base + extension))
    if (name !== undefined) return base + name
  }
  return undefined
}

/** First for the C runtime of the program, then, twice, for cmd.exe: once for the command line, once for `%*` in the batch file. */
function quoteForBatch(arg: string): string {
  const quoted = `"${arg.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`
  return quoted.replace(META, '^$&').replace(META, '^$&')
}

function lookUp(env: Environment, name: string): string | undefined {
  const key = Object.keys(env).find((own) => own.toLowerCase() === name)
  return key === undefined ? undefined : env[key]
}
