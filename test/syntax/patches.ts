import type { Json, Patch } from '../../server/syntax/patch.ts'

type Path = readonly (string | number)[]

export const set = (path: Path, value: Json): Patch => ({ op: 'set', path, value })
export const remove = (...path: Path): Patch => ({ op: 'remove', path })
export const rename = (path: Path, key: string): Patch => ({ op: 'rename', path, key })
