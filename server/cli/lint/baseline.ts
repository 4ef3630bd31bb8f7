import path from 'node:path'
import * as z from 'zod/mini'
import type { LintedFile, ReportedFinding } from './run.ts'

/** The findings that were there when somebody began to use Scopelight: only what is new is reported. */
export interface Baseline {
  /** How often each finding was there. */
  readonly counts: ReadonlyMap<string, number>
}

const Shape = z.object({
  version: z.literal(1),
  findings: z.array(
    z.object({
      file: z.string(),
      rule: z.string(),
      server: z.optional(z.string()),
      fingerprint: z.string().check(z.regex(/^[0-9a-f]{8}$/)),
    }),
  ),
})

export type ReadBaseline = { readonly ok: true; readonly baseline: Baseline } | { readonly ok: false; readonly reason: string }

/** Paths in it are relative to the folder it lies in. The reason continues a sentence: `"baseline.json" …`. */
export function readBaseline(text: string, folder: string): ReadBaseline {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, reason: 'is not JSON. Write it anew with --write-baseline' }
  }
  const read = Shape.safeParse(value)
  if (!read.success) return { ok: false, reason: 'is not a baseline of this version. Write it anew with --write-baseline' }
  const counts = new Map<string, number>()
  for (const { file, rule, server, fingerprint } of read.data.findings) {
    const key = keyOf(path.resolve(folder, file), rule, server, fingerprint)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return { ok: true, baseline: { counts } }
}

/** The files without the findings the baseline knows, and how many these were. */
export function withoutKnown(
  files: readonly LintedFile[],
  { counts }: Baseline,
  cwd: string,
): { readonly files: readonly LintedFile[]; readonly known: number } {
  const left = new Map(counts)
  let known = 0
  const isNew = (file: LintedFile, { rule, server, fingerprint }: ReportedFinding): boolean => {
    const key = keyOf(path.resolve(cwd, file.path), rule, server, fingerprint)
    const count = left.get(key) ?? 0
    if (count === 0) return true
    left.set(key, count - 1)
    known++
    return false
  }
  const kept = files.map((file) => ({ ...file, findings: file.findings.filter((finding) => isNew(file, finding)) }))
  return { files: kept, known }
}

/** The text of a baseline of these findings, in their order. */
export function baselineText(files: readonly LintedFile[], cwd: string, folder: string): string {
  const findings = files.flatMap((file) => {
    const relative = path.relative(folder, path.resolve(cwd, file.path)).split(path.sep).join('/')
    return file.findings.map(({ rule, server, fingerprint }) => ({
      file: relative,
      rule,
      ...(server !== undefined && { server }),
      fingerprint,
    }))
  })
  return `${JSON.stringify({ version: 1, findings }, null, 2)}\n`
}

function keyOf(file: string, rule: string, server: string | undefined, fingerprint: string): string {
  return JSON.stringify([file, rule, server ?? null, fingerprint])
}
