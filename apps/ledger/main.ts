import { Command, CommanderError } from 'commander';
import { EventStoreError, type EventStoreErrorCode } from '@ledger/event-store/event-store-error';
import { COMMAND_LOADERS } from './commands/command-loaders';
import { UserError } from './user-error';

/** What is wrong with a server, and no defect of ours: its one line says what to do. */
const CLEAR: ReadonlySet<EventStoreErrorCode> = new Set(['unreachable', 'denied', 'not_ready']);

/** Entry point of the `ledger` command: the CLI, and the all-in-one process behind `ledger start`. */
async function main(): Promise<void> {
  const program = new Command('ledger');
  program.description('Partner commission ledger').showHelpAfterError();
  for (const add of await commandsFor(process.argv[2])) add(program);
  throwInsteadOfExiting(program);
  try {
    await program.parseAsync(process.argv);
  } catch (error) {
    process.exitCode = exitStatusOf(error);
  }
}

/** The command that is called; all of them for `--help` and for a name that is none. */
async function commandsFor(name: string | undefined) {
  const called = Object.entries(COMMAND_LOADERS).filter(([command]) => command === name);
  const wanted = called.length > 0 ? called : Object.entries(COMMAND_LOADERS);
  return Promise.all(wanted.map(([, load]) => load()));
}

/** Commander would end the process by itself, with a status of its own, before anything is closed. */
function throwInsteadOfExiting(command: Command): void {
  command.exitOverride();
  command.commands.forEach(throwInsteadOfExiting);
}

/** 0 for help, 2 for what the user can mend, 1 for a server that is away and for a defect of ours (with its stack). */
function exitStatusOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UserError) {
    process.stderr.write(`${error.message}\n`);
    return error.exitStatus;
  }
  if (error instanceof EventStoreError && CLEAR.has(error.code)) {
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 1;
}

void main();
