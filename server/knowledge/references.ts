import variableReferences from './variableReferences.json' with { type: 'json' }

/** The dialects of all hosts: a value that one of them would expand is no literal, even where this host would not. */
const BRACED = variableReferences.map(({ regex, flags }) => new RegExp(regex, flags))
/** Whatever a dollar and braces hold, somebody meant it to be replaced: `${process.env.TOKEN}`. */
const ANY_BRACED = /\$\{[A-Za-z_][^{}]{0,200}\}/
const BARE = /^(?:\$(?:env:)?[A-Za-z_]\w*|%[A-Za-z_]\w*%|\{\{[^{}]{1,200}\}\})$/i

/**
 * A variable reference in the syntax of any host, anywhere in the value: `${env:TOKEN}`, `Bearer ${TOKEN}`. Without
 * braces (`$TOKEN`, `%TOKEN%`) it must be the whole value, since a password may hold a dollar sign.
 */
export function holdsReference(value: string): boolean {
  return BARE.test(value.trim()) || ANY_BRACED.test(value) || BRACED.some((regex) => regex.test(value))
}
