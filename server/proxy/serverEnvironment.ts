import { KEPT_VARIABLES } from '../protocol/keptVariables.ts'

/**
 * The environment the server would have without us: what the launcher put aside is back in its place. A
 * `ELECTRON_RUN_AS_NODE` that was not put aside is the launcher's own, by which it runs the editor as Node.
 */
export function serverEnvironment(env: Readonly<NodeJS.ProcessEnv>): NodeJS.ProcessEnv {
  const server: NodeJS.ProcessEnv = { ...env }
  delete server.ELECTRON_RUN_AS_NODE
  for (const [name, kept] of Object.entries(KEPT_VARIABLES)) {
    const value = server[kept]
    if (value === undefined) continue
    server[name] = value
    delete server[kept]
  }
  return server
}
