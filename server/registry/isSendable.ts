import { matchCredential } from '../knowledge/credentials.ts'
import { isLikelySecret } from '../knowledge/likelySecret.ts'
import { withoutCredentials } from '../knowledge/withoutCredentials.ts'
import type { PackageName } from '../model/published.ts'

/** github.com/npm/validate-npm-package-name (with the capitals of older names) and PEP 508, checked 2026-11. */
const NAMES = {
  npm: /^(?:@[A-Za-z0-9~-][\w.~-]{0,100}\/)?[A-Za-z0-9~-][\w.~-]{0,213}$/,
  pypi: /^[A-Za-z0-9](?:[\w.-]{0,126}[A-Za-z0-9])?$/,
} satisfies Record<PackageName['ecosystem'], RegExp>

/** Whether a name may leave this machine: it is one a package can have, and nothing in it looks like a credential. */
export function isSendable({ ecosystem, name }: PackageName): boolean {
  if (!NAMES[ecosystem].test(name) || withoutCredentials(name) !== name || matchCredential(name)) return false
  return !name.split(/[@/.-]/).some((part) => /\d/.test(part) && part.length >= LONGEST_WORD && isLikelySecret(part))
}

/** Words in names of packages are shorter, or have no digits. */
const LONGEST_WORD = 24
