import publicValues from './publicValues.json' with { type: 'json' }

const SHAPES = publicValues.map(({ regex, flags }) => new RegExp(regex, flags))

/**
 * Whether a value is made to be seen, whatever the name above it: the digest of a file, a fingerprint, the public half of a
 * pair of keys, a certificate, a key for the pages of a site. Takes time linear in the length of the value.
 */
export function isPublicValue(value: string): boolean {
  const text = value.trim()
  return SHAPES.some((shape) => shape.test(text)) && !text.includes('PRIVATE KEY')
}
