/**
 * Variables that change how Node runs, and the names under which the launcher hands them past the proxy: `--inspect` or
 * `--require` of an entry are meant for its server. In the proxy they would take the port and write into the client's stream.
 */
export const KEPT_VARIABLES = {
  NODE_OPTIONS: 'SCOPELIGHT_SERVER_NODE_OPTIONS',
  ELECTRON_RUN_AS_NODE: 'SCOPELIGHT_SERVER_ELECTRON_RUN_AS_NODE',
} as const
