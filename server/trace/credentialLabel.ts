import labels from './credentialLabels.json' with { type: 'json' }

/** What people call a kind of credential; undefined for a kind this version does not know. */
export interface CredentialLabel {
  /** "GitHub personal access token (classic)" */
  readonly label: string
  /** The same for a narrow cell: "GitHub PAT". */
  readonly short: string
}

const SHORT: readonly (readonly [words: string, short: string])[] = [
  // The fine-grained ones say so; what is left without a word are the classic ones.
  ['personal access token (classic)', 'PAT'],
  ['personal access token', 'PAT'],
  ['JSON Web Token', 'JWT'],
  ['connection string with a password', 'connection string'],
  ['user name and password (HTTP Basic)', 'HTTP Basic'],
]

/** The words for a kind, which a trace names by its id. They are made by the host, since the page has no room for the table. */
export function credentialLabel(kind: string | undefined): CredentialLabel | undefined {
  const known: Readonly<Record<string, string>> = labels
  const label = kind !== undefined && Object.hasOwn(known, kind) ? known[kind] : undefined
  if (label === undefined) return undefined
  return { label, short: SHORT.reduce((text, [words, short]) => text.replace(words, short), label) }
}
