const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

/** 26 characters of base32 (RFC 4648) in small letters, for 128 random bits. */
export function sessionId(random: Uint8Array): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of random) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += ALPHABET[(held >> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return bits > 0 ? text + ALPHABET[(held << (5 - bits)) & 31] : text
}
