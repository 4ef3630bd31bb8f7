/** What is known about a published MCP server. Facts are in `servers.json`, each with source and date. */
export interface KnownServer {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly official: boolean
  readonly match: {
    readonly npm: readonly string[]
    readonly pypi: readonly string[]
    readonly images: readonly string[]
    readonly urls: readonly string[]
    readonly commands: readonly string[]
  }
  readonly credentials: {
    readonly env: readonly string[]
    readonly headers: readonly string[]
    readonly args: readonly string[]
    readonly files: readonly string[]
  }
  readonly restrictions: readonly ServerSwitch[]
  readonly broadeners: readonly ServerSwitch[]
  readonly tools: readonly { readonly name: string; readonly action: string }[]
  readonly verified: boolean
}

export interface ServerSwitch {
  readonly kind: string
  readonly where: string
  readonly key: string
  readonly value: string
  readonly effect: string
  readonly verified: boolean
}
