/**
 * How a command of the ledger is typed by whoever reads this: as this one was called. npm needs `--` before the
 * arguments; the package's own command (`bin`) does not.
 */
export function typed(command: string, environment: NodeJS.ProcessEnv = process.env): string {
  const underNpm = environment['npm_lifecycle_event'] !== undefined && environment['npm_command'] !== 'exec';
  return `${underNpm ? 'npm run ledger --' : 'ledger'} ${command}`;
}

/** A word of a command as it is typed in a shell: quoted where the shell would read something into it. */
export function shellWord(text: string): string {
  return /^[\w./:@%+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
