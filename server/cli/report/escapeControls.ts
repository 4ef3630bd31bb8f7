/** JSON text of the same value without a character that a terminal would act on; line feeds between tokens stay. */
export function escapeControls(json: string): string {
  return withoutCommands(json).replace(/(?!\n)[\p{C}\p{Zl}\p{Zp}]/gu, (char) =>
    Array.from({ length: char.length }, (_, at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  )
}

/** In a log of GitHub `##[` begins a command (actions/runner, ActionCommand, checked 2026-11); within JSON text the same string. */
function withoutCommands(json: string): string {
  return json.replaceAll('##[', '#\\u0023[')
}
