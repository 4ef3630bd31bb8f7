/** A notification is one sentence or two; a name of a file or a server may be as long as its author likes. */
const MOST_CHARACTERS = 1000

/**
 * A text for a notification of the editor. VS Code makes links of `[label](command:…)` in notifications and runs their command
 * on a click, and messages repeat names that a repository chose: a blank that nobody sees keeps both parts apart.
 */
export function plainMessage(text: string): string {
  const whole = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text
  return whole.replaceAll('](', ']\u200b(')
}
