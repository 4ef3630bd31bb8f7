/** A longer line is a program of its own; nobody reads it to the end, and neither do we. */
const MAX_CHARS = 8_000

const DOWNLOADER = /^(?:curl|wget|iwr|irm|invoke-webrequest|invoke-restmethod)(?:\.exe)?$/i
const INTERPRETER =
  /^(?:(?:ba|da|z|k|a|fi)?sh|python[\d.]*|node|deno|bun|perl|ruby|php|iex|invoke-expression|pwsh|powershell)(?:\.exe)?$/i
/** Words in front of the program itself. */
const PREFIX = /^(?:sudo|env|exec|time|nohup|command|[A-Za-z_]\w*=.*|-[A-Za-z]+)$/

/** `bash <(curl …`, `sh -c "$(curl …`, `eval "$(wget …`, and a substitution that is the command itself. */
const SUBSTITUTED =
  /(?:^|[\s;&|("'`])(?:(?:(?:ba|da|z|k|a)?sh|python[\d.]*|node|perl|ruby|php)(?:\s{1,9}-[\w-]{1,20}){0,4}|eval|source|\.)\s{1,9}["']?(?:\$\(|`|<\()\s{0,9}(?:curl|wget)\s/i
const IS_COMMAND = /(?:^|[;&|])\s{0,9}["']?(?:\$\(|`)\s{0,9}(?:curl|wget)\s/i
/** PowerShell evaluates a text it was given, wherever the text comes from. */
const POWERSHELL_EVALUATES = /(?:^|[\s;&|("'])(?:iex|invoke-expression)(?=$|[\s("'])|\[scriptblock\]::create/i
const POWERSHELL_DOWNLOADS = /\.downloadstring\(|(?:^|[\s;&|("'])(?:iwr|irm|invoke-webrequest|invoke-restmethod|curl|wget)(?=\s)/i

/** Whether a command line fetches code from the network and runs it, by pipe, by substitution, or from the file it wrote. */
export function downloadsAndRuns(line: string): boolean {
  const text = line.slice(0, MAX_CHARS)
  if (SUBSTITUTED.test(text) || IS_COMMAND.test(text)) return true
  if (POWERSHELL_EVALUATES.test(text) && POWERSHELL_DOWNLOADS.test(text)) return true
  return pipesOrRunsFile(text)
}

function pipesOrRunsFile(text: string): boolean {
  const files: string[] = []
  let isDownloading = false
  // What stands between quotes separates nothing; only the places of the separators matter here.
  const masked = text.replace(/"[^"]*"|'[^']*'/g, (quoted) => quoted.replace(/[|&;\n]/g, '_'))
  for (const part of masked.split(/(\|\||&&|[|;&\n])/)) {
    if (part === '|') continue
    if (/^(?:\|\||&&|[;&\n])$/.test(part)) {
      isDownloading = false
      continue
    }
    const words = part
      .trim()
      .split(/\s+/)
      .filter((word) => !PREFIX.test(word) || word.startsWith('-'))
    const program = words.find((word) => !word.startsWith('-')) ?? ''
    if (INTERPRETER.test(programOf(program)) && (isDownloading || words.some((word) => files.includes(fileOf(word))))) return true
    if (files.includes(fileOf(program))) return true
    if (DOWNLOADER.test(programOf(program))) {
      isDownloading = true
      files.push(...writtenFiles(words))
    }
  }
  return false
}

function programOf(word: string): string {
  return word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1).replace(/^["'(]+|["')]+$/g, '')
}

function fileOf(word: string): string {
  return word.replace(/^["']?(?:\.\/)?|["']$/g, '')
}

/** `-o FILE`, `-O FILE` of wget, `> FILE`, or with `-O` alone the last part of the address. */
function writtenFiles(words: readonly string[]): readonly string[] {
  return words.flatMap((word, at): readonly string[] => {
    const next = words[at + 1]
    if (/^(?:-[A-Za-z]*[oO]|--output|--output-document|-OutFile|>)$/i.test(word) && next && !/^["']?https?:/i.test(next))
      return [fileOf(next)]
    const remote = /^["']?https?:\/\/[^?#]*\/([\w.-]+)/i.exec(word)?.[1]
    return remote ? [remote] : []
  })
}
