const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Whether an address, such as `http://127.0.0.1:4242`, is on this machine. TypeError: it is no address. */
export function isLoopback(address: string): boolean {
  return LOOPBACK.has(new URL(address).hostname);
}

/** Whether it is one that is spoken to by https, or by http on this machine. */
export function isSafeAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(text));
}
