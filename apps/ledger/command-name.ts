/**
 * How a command of the ledger is typed by whoever reads this: as this one was called. npm needs `--` before the
 * arguments; the package's own command (`bin`) does not.
 */
export function typed(command: string, environment: NodeJS.ProcessEnv = process.env): string {
  const underNpm = environment['npm_lifecycle_event'] !== undefined && environment['npm_command'] !== 'exec';
  return `${underNpm ? 'npm run ledger --' : 'ledger'} ${command}`;
}
