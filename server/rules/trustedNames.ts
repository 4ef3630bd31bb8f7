import type { Trusted } from './rule.ts'

/** Whether a package or image is one's own, by its name without version; a `*` at the end stands for any rest. */
export function isTrustedPackage(name: string, { packages }: Trusted): boolean {
  return packages.some((pattern) => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern))
}

/** Whether a registry is one's own: listed by its host name, or by an address below which it lies. */
export function isTrustedRegistry(url: URL, { registries }: Trusted): boolean {
  return registries.some((one) => {
    const listed = /^[a-z][a-z+.-]*:\/\//i.test(one) && URL.canParse(one) ? new URL(one) : undefined
    if (!listed) return url.hostname === one.toLowerCase() || url.host === one.toLowerCase()
    const folder = listed.pathname.replace(/\/*$/, '/')
    return url.origin === listed.origin && `${url.pathname}/`.startsWith(folder)
  })
}
