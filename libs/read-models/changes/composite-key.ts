/** One string for several, whatever characters they hold: two different lists never give the same. */
export function compositeKey(...parts: readonly string[]): string {
  return parts.map((part) => `${part.length}:${part}`).join('');
}
