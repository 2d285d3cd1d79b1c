import { Command, CommanderError } from 'commander';
import { addDeadLettersCommand } from './commands/dead-letters-command';
import { addExportCommands } from './commands/export';
import { addIngestCommand } from './commands/ingest';
import { addRebuildCommand } from './commands/rebuild';
import { addReplayCommand } from './commands/replay';
import { addStartCommand } from './commands/start';
import { addTopicsCommand } from './commands/topics-command';
import { UserError } from './user-error';

/** Entry point of the `ledger` command: the CLI, and the all-in-one process behind `ledger start`. */
async function main(): Promise<void> {
  const program = new Command('ledger');
  program.description('Partner commission ledger').exitOverride().showHelpAfterError();
  addStartCommand(program);
  addReplayCommand(program);
  addIngestCommand(program);
  addExportCommands(program);
  addRebuildCommand(program);
  addTopicsCommand(program);
  addDeadLettersCommand(program);
  for (const command of program.commands) command.exitOverride();
  try {
    await program.parseAsync(process.argv);
  } catch (error) {
    process.exitCode = exitStatusOf(error);
  }
}

/** 0 for help, 2 for what the user can mend, 1 for a defect of ours (with its stack). */
function exitStatusOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UserError) {
    process.stderr.write(`${error.message}\n`);
    return error.exitStatus;
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 1;
}

void main();
