/**
 * Works something out once for an object and keeps it on the object, under a symbol that no loop over keys meets. Not in a
 * WeakMap: the collector of young objects keeps what one holds, so that each version of a document somebody types into
 * would stay until the next full collection, which cost more than the parse.
 */
export function remember<Value>(object: object, symbol: symbol, make: () => Value): Value {
  const known = Object.getOwnPropertyDescriptor(object, symbol)
  // The symbol belongs to one caller, which always makes the same type.
  if (known) return known.value as Value
  const value = make()
  Object.defineProperty(object, symbol, { value })
  return value
}
