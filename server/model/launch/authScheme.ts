/** What stands before the credential in an `Authorization` header (RFC 9110 §11.1); some servers want it in a variable too. */
export const AUTH_SCHEME = /^(?:bearer|basic|token|apikey|digest)\s+/i
