/**
 * The options of `scopelight proxy`, each followed by its value, and the setting each stands for. What recording writes
 * into a configuration, what finds it there again and what the proxy reads are this one list.
 */
export const PROXY_OPTIONS = {
  '--server': 'server',
  '--workload': 'workload',
  '--workspace': 'workspace',
  '--entry': 'entry',
  '--trace-dir': 'traceDir',
} as const

export type ProxyOption = keyof typeof PROXY_OPTIONS

export function isProxyOption(word: string): word is ProxyOption {
  return Object.hasOwn(PROXY_OPTIONS, word)
}
