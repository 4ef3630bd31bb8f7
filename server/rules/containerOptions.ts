import type { Argument, Launch } from '../model/launch.ts'

/** Options of the container runtime by any of their names, in their order; each is its value's argument where it has one. */
export function containerOptions({ args }: Launch, ...names: readonly string[]): readonly Argument[] {
  const wanted = new Set(names)
  return args.filter(({ of, flag }) => of === 'container' && flag !== undefined && wanted.has(flag))
}

export function isContainer({ runner }: Launch): boolean {
  return runner?.name === 'docker' || runner?.name === 'podman'
}

/** The networks a container is put into; none: that of the runtime, from which everything can be reached. */
export function networksOf(launch: Launch): readonly Argument[] {
  return containerOptions(launch, '--network', '--net')
}

/**
 * Whether somebody chose what the container can reach: no network, or one with a name. In the networks every runtime has
 * (docs.docker.com/engine/network/drivers, checked 2026-11) everything can be reached.
 */
export function hasOwnNetwork(launch: Launch): boolean {
  const networks = networksOf(launch)
  return networks.length > 0 && networks.every(({ value }) => !EVERYWHERE.test(value.text))
}

const EVERYWHERE = /^(?:host|bridge|default|slirp4netns|pasta|private)(?::|$)/
