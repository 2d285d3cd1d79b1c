import { Command } from 'commander';
import type { LedgerPlace } from './ledger-process';

/** What a command printed, and how it ended. */
export interface CommandRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs `ledger` commands in this process, one after the other: where a spec has many of them, what starts as a process of
 * its own each time would take most of its time. To be called before anything else loads the settings of the command.
 */
export async function commandsHere(
  { dataDir, connectionString }: LedgerPlace,
  environment: Readonly<Record<string, string>> = {},
) {
  Object.assign(process.env, { LEDGER_POSTGRES_URL: connectionString, ...environment });
  const { COMMAND_LOADERS } = await import('@apps/ledger/commands/command-loaders');
  const { exitStatusOf } = await import('@apps/ledger/exit-status');
  return async (...args: readonly string[]): Promise<CommandRun> => {
    const program = new Command('ledger').enablePositionalOptions();
    const add = await COMMAND_LOADERS[args[0] ?? '']?.();
    if (add === undefined) throw new RangeError(`there is no command ${args[0]}`);
    add(program);
    throwInsteadOfExiting(program);
    const [out, err] = [captured(process.stdout), captured(process.stderr)];
    let status = 0;
    try {
      await program.parseAsync([...args, '--data', dataDir], { from: 'user' });
    } catch (error) {
      status = exitStatusOf(error);
    }
    // As a command's process would end; the next one begins anew.
    if (status === 0) status = Number(process.exitCode ?? 0);
    process.exitCode = undefined;
    return { status, stdout: out(), stderr: err() };
  };
}

/** What is written to a stream until it is asked for. */
function captured(stream: NodeJS.WriteStream): () => string {
  let text = '';
  const spy = jest.spyOn(stream, 'write').mockImplementation((chunk) => {
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    return true;
  });
  return () => {
    spy.mockRestore();
    return text;
  };
}

function throwInsteadOfExiting(command: Command): void {
  command.exitOverride();
  command.commands.forEach(throwInsteadOfExiting);
}
