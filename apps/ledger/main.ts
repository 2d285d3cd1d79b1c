import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { COMMAND_LOADERS } from './commands/command-loaders';
import { exitStatusOf } from './exit-status';
import { sayBeside, showOnTerminal } from '@ledger/hosting/process/print';
import { isReaderGone } from './exit-status';

/** Entry point of the `ledger` command: the CLI, and the all-in-one process behind `ledger start`. */
async function main(): Promise<void> {
  const program = new Command('ledger');
  program.description('Partner commission ledger').showHelpAfterError().version(version(), '--version');
  // `terms show --version 2` is another one.
  program.enablePositionalOptions();
  process.stdout.on('error', endWithoutReader);
  showOnTerminal(process.stdout);
  for (const add of await commandsFor(process.argv[2])) add(program);
  throwInsteadOfExiting(program);
  try {
    await program.parseAsync(process.argv);
  } catch (error) {
    process.exitCode = exitStatusOf(error);
  }
}

/** The version of the package, wherever this file runs from (sources or `dist`). */
function version(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
  }
  throw new Error(`no package.json above ${__dirname}`);
}

/** The command that is called; all of them for `--help` and for a name that is none; none for `--version`. */
async function commandsFor(name: string | undefined) {
  if (name === '--version') return [];
  const called = Object.entries(COMMAND_LOADERS).filter(([command]) => command === name);
  const wanted = called.length > 0 ? called : Object.entries(COMMAND_LOADERS);
  return Promise.all(wanted.map(([, load]) => load()));
}

/**
 * `… | head`: who reads has seen enough. What is open is closed by the command itself, which fails at its next write.
 * A disk that is full (`> file`) is told in one line; nothing more can be written then.
 */
function endWithoutReader(error: Error): void {
  if (isReaderGone(error)) return;
  sayBeside(`what is printed cannot be written: ${error.message}`);
  process.exit(1);
}

/** Commander would end the process by itself, with a status of its own, before anything is closed. */
function throwInsteadOfExiting(command: Command): void {
  command.exitOverride();
  command.commands.forEach(throwInsteadOfExiting);
}

void main();
