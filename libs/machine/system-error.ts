/**
 * Whether an error of the operating system has one of the codes, such as `ENOENT`. By its shape, not its class: under
 * Jest the errors of Node's own modules are of another realm.
 */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && codes.includes(String(error.code));
}
