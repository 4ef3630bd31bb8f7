/** The name of a program without folders and the endings Windows knows, in lower case. */
export function programName(command: string): string {
  const name = command.split(/[\\/]/).at(-1) ?? command
  return name.replace(/\.(?:exe|cmd|bat|ps1|com)$/i, '').toLowerCase()
}
