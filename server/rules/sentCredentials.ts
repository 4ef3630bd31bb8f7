import type { Launch } from '../model/launch.ts'

/** Whether a credential goes to the address of the entry: in a header, in the address, or through a bridge. */
export function sendsCredential(launch: Launch): boolean {
  return launch.credentials.some(({ where, name }) => where === 'header' || where === 'url' || isForwarded(launch, name))
}

/** A bridge sends the headers it is given. */
function isForwarded({ bridged, headers }: Launch, name: string): boolean {
  return bridged !== undefined && headers.some((header) => header.name === name)
}
