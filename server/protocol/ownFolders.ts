interface FolderFacts {
  readonly uid: number
  readonly mode: number
  isDirectory(): boolean
  isSymbolicLink(): boolean
}

/** What is needed of `node:fs/promises` and `node:path`, which this layer does not import. */
export interface FolderAccess {
  dirname(path: string): string
  stat(path: string): Promise<FolderFacts>
  lstat(path: string): Promise<FolderFacts>
  mkdir(path: string, options: { readonly mode: number }): Promise<unknown>
  chmod(path: string, mode: number): Promise<void>
}

export interface OwnFolder {
  readonly path: string
  /** A person named this very folder and may let others read it; nobody else may write there. */
  readonly isNamed?: boolean
}

const PERMISSIONS = { others: 0o077, everybodyWrites: 0o002, sticky: 0o1000 } as const

/**
 * Makes folders of ours, the outermost first and each in the one before, with mode 0700, and whatever is missing above
 * them. Each is looked at before the next one is made in it: a link, or a folder of another user, could lead what we write
 * to a place of somebody else. One that is ours and open to others is closed.
 *
 * Undefined when all are there and ours, else what is wrong, as a sentence without its full stop. Rejects with the error of
 * the system. Goes level by level, since `mkdir` with `recursive` never returns below `/proc`.
 *
 * `user` is `process.getuid()`; undefined on Windows, which has no such modes and whose profiles are closed to others.
 */
export async function makeOwnFolders(
  access: FolderAccess,
  folders: readonly OwnFolder[],
  user: number | undefined,
): Promise<string | undefined> {
  const [outermost] = folders
  if (outermost) await makeAbove(access, access.dirname(outermost.path))
  for (const folder of folders) {
    await makeOne(access, folder.path)
    const facts = await access.lstat(folder.path)
    const problem = problemOf(facts, folder, user)
    if (problem) return `"${folder.path}" ${problem}`
    if (user !== undefined && isOpen(facts, folder)) await access.chmod(folder.path, 0o700)
  }
  return undefined
}

/** Above our own folders links are the business of whoever made them: a home may lie behind one. */
async function makeAbove(access: FolderAccess, folder: string): Promise<void> {
  try {
    await access.stat(folder)
  } catch (error) {
    const above = access.dirname(folder)
    if (!isCode(error, 'ENOENT') || above === folder) throw error
    await makeAbove(access, above)
    await makeOne(access, folder)
  }
}

async function makeOne(access: FolderAccess, folder: string): Promise<void> {
  try {
    await access.mkdir(folder, { mode: 0o700 })
  } catch (error) {
    // Systems differ in what they say about a folder that is there: it is looked at instead.
    await access.lstat(folder).catch(() => {
      throw error
    })
  }
}

function problemOf(facts: FolderFacts, { isNamed }: OwnFolder, user: number | undefined): string | undefined {
  if (facts.isSymbolicLink()) return 'is a symbolic link'
  if (!facts.isDirectory()) return 'is not a folder'
  if (user === undefined) return undefined
  if (facts.uid !== user) return 'belongs to another user'
  return !isNamed && (facts.mode & PERMISSIONS.sticky) !== 0 ? 'is shared with other users' : undefined
}

/** In a shared folder such as `/tmp` nobody can replace what is in it and not theirs. */
function isOpen({ mode }: FolderFacts, { isNamed }: OwnFolder): boolean {
  if (!isNamed) return (mode & PERMISSIONS.others) !== 0
  return (mode & PERMISSIONS.everybodyWrites) !== 0 && (mode & PERMISSIONS.sticky) === 0
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
