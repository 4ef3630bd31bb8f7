import { type JwtClaims, readJwt } from '../knowledge/jwt.ts'
import type { CredentialUse } from '../model/launch.ts'
import { durationWords, momentWords } from '../rules/duration.ts'

/** How long it works: of a JSON Web Token what the token itself says, of the rest what is known about its kind. */
export function lifetimeWords(use: CredentialUse): string | undefined {
  const claims = claimsOf(use)
  return claims ? jwtLifetimeWords(claims) : use.kind?.lifetime.words
}

/** Decoded here, never verified, never sent; undefined for what is no literal JWT. */
export function claimsOf({ evidence, at }: CredentialUse): JwtClaims | undefined {
  return evidence === 'literal' ? readJwt(at.text) : undefined
}

export function evidenceWords({ evidence }: CredentialUse): string {
  return EVIDENCE[evidence]
}

const EVIDENCE = {
  literal: 'The value stands in this file.',
  reference: 'The name says so; the value comes from elsewhere.',
  name: 'The name says so; the value tells nothing.',
} satisfies Record<CredentialUse['evidence'], string>

/** For whom a credential acts, by the word of the table; other words speak for themselves. */
export function subjectWords(subject: string): string {
  return Object.hasOwn(SUBJECTS, subject) ? (SUBJECTS[subject] ?? subject) : subject
}

const SUBJECTS: Readonly<Record<string, string>> = {
  human: 'a person; whatever is done with it, that person has done',
  'human-delegated': 'an app, in the name of a person',
  'human or bot': 'a person or a bot',
  'human or SA': 'a person or a service account',
  'human or org': 'a person or an organisation',
  'human or team': 'a person or a team',
  'human or shared user': 'a person, or an account that several share',
  workload: 'a program, not a person',
  'IAM user': 'an IAM user',
  'none (unattributed)': 'nobody: records do not say who used it',
  'project/service account': 'a project or a service account',
  'claims sub/azp': 'whoever the token names',
  'db user': 'a user of the database',
  account: 'the whole account',
  app: 'an app, not a person',
  org: 'the whole organisation',
  project: 'a whole project',
  workspace: 'a whole workspace',
  key: 'whoever holds the key',
  '': 'nobody that is known here',
}

function jwtLifetimeWords({ issuedAt, expiresAt }: JwtClaims): string {
  if (expiresAt === undefined) return 'never expires'
  if (issuedAt !== undefined && expiresAt > issuedAt) return `works for ${durationWords(expiresAt - issuedAt)}`
  const moment = momentWords(expiresAt)
  return moment === undefined ? 'expires at an unknown time' : `expires on ${moment}`
}
