/** Whether an error of the operating system has one of the codes, such as `ENOENT`. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Object && 'code' in error && codes.includes(String(error.code));
}
