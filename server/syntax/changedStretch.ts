/** What differs between two texts: everything before `start` and behind the two ends is the same. */
export interface ChangedStretch {
  readonly start: number
  /** In the text before. */
  readonly endBefore: number
  readonly endNow: number
}

/** The shortest such stretch, of some that are equally short. Of equal texts, an empty one at their end. */
export function changedStretch(before: string, now: string): ChangedStretch {
  const shorter = Math.min(before.length, now.length)
  const start = commonLength(shorter, (from, to) => before.slice(from, to) === now.slice(from, to))
  const behind = commonLength(
    shorter - start,
    (from, to) => before.slice(before.length - to, before.length - from) === now.slice(now.length - to, now.length - from),
  )
  return { start, endBefore: before.length - behind, endNow: now.length - behind }
}

/** Comparing stretches is many times as fast as comparing units. */
const STRETCH = 4096

/** How many units are the same from the beginning on; `isSame` compares those from the first to the second. */
function commonLength(most: number, isSame: (from: number, to: number) => boolean): number {
  let same = 0
  while (same < most && isSame(same, Math.min(most, same + STRETCH))) same = Math.min(most, same + STRETCH)
  for (let step = Math.min(STRETCH, most - same); step > 0; step = step === 1 ? 0 : (step + 1) >> 1)
    while (same + step <= most && isSame(same, same + step)) same += step
  return same
}
