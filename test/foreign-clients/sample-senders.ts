import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { goProgram, jarsFor, missingCommand, pythonFor } from './make-ready';
import { describeIfThere } from './with-each-client';

/** One of the example senders, made ready when it is first used. */
export interface SampleSender {
  readonly name: string;
  /** The command that it needs, and that is not here; null: it can run. */
  readonly missing: string | null;
  /** Sends the rows of outboxes to the broker of KAFKA_BROKERS; answers what it printed. */
  send(outboxes: readonly string[], env: Readonly<Record<string, string>>): Promise<string>;
}

const RUN_TYPESCRIPT = join(__dirname, '..', 'support', 'run-typescript.cjs');
const SENDERS = join(__dirname, '..', '..', 'samples', 'senders');
const SEND_MS = 60_000;

const SAMPLE_SENDERS: readonly SampleSender[] = [
  sender('typescript', process.execPath, (folder) => [
    process.execPath,
    '-r',
    RUN_TYPESCRIPT,
    join(folder, 'send-events.ts'),
  ]),
  sender('python', 'python3', (folder) => [pythonFor('sender-python', folder), join(folder, 'send_events.py')]),
  sender('go', 'go', (folder) => [goProgram('sender-go', folder)]),
  // The compiler, since Java compiles the one file itself; Maven brings the jars.
  sender('java', 'javac', (folder) => [
    'java',
    '-cp',
    join(jarsFor('sender-java', folder), '*'),
    join(folder, 'SendEvents.java'),
  ]),
];

function sender(name: string, command: string, prepare: (folder: string) => readonly string[]): SampleSender {
  let prepared: readonly string[] | undefined;
  return {
    name,
    missing: missingCommand(command),
    send: async (outboxes, env) => {
      const [program = '', ...args] = (prepared ??= prepare(join(SENDERS, name)));
      const options = { env: { ...process.env, ...env }, timeout: SEND_MS };
      return (await promisify(execFile)(program, [...args, ...outboxes], options)).stdout;
    },
  };
}

/** The same tests with every sender. */
export function withEachSender(tests: (sender: SampleSender) => void): void {
  for (const sender of SAMPLE_SENDERS) describeIfThere(sender, () => tests(sender));
}
