/** For a word or character JSON does not know, by what people mean with it. */
export function unknownMessage(word: string, asKey: boolean): string {
  const [char = ''] = word
  if (char === "'" || char === '`' || char === '“' || char === '”' || char === '„')
    return 'Text in JSON stands in double quotes (").'
  return asKey ? 'A key in JSON stands in double quotes (").' : 'This is not a JSON value. Text stands in double quotes (").'
}

/** A name in quotes. Keys may be long and hostile; a message is one line. */
export function quoted(key: string): string {
  const line = key.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '�')
  return `"${line.length > 60 ? `${line.slice(0, 59)}…` : line}"`
}
