/** One line on stderr, the only place where the proxy speaks. Names of files may hold anything. */
export function say(sentence: string): void {
  process.stderr.write(`Scopelight: ${sentence.replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '?')}\n`)
}
