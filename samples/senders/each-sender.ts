import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** One of the example senders, made ready when it is first used. */
export interface SampleSender {
  readonly name: string;
  /** The command that it needs, and that is not here; null: it can run. */
  readonly missing: string | null;
  /** Sends the rows of outboxes to the broker of KAFKA_BROKERS; answers what it printed. */
  send(outboxes: readonly string[], env: Readonly<Record<string, string>>): Promise<string>;
}

const ROOT = join(__dirname, '..', '..');
/** Kept between runs, as the jars of Kafka are. */
const MADE = join(ROOT, '.data', 'senders');
const SEND_MS = 60_000;

const SAMPLE_SENDERS: readonly SampleSender[] = [
  sender('typescript', process.execPath, () => [
    ...[process.execPath, '-r', join(ROOT, 'test', 'support', 'run-typescript.cjs')],
    join(__dirname, 'typescript', 'send-events.ts'),
  ]),
  sender('python', 'python3', (folder) => {
    const python = join(MADE, 'python', 'bin', 'python');
    if (!existsSync(python)) run('python3', ['-m', 'venv', join(MADE, 'python')], folder);
    run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', 'requirements.txt'], folder);
    return [python, join(folder, 'send_events.py')];
  }),
  sender('go', 'go', (folder) => {
    run('go', ['build', '-o', join(MADE, 'go'), '.'], folder);
    return [join(MADE, 'go')];
  }),
  // The compiler, since Java compiles the one file itself; Maven brings the jars.
  sender('java', 'javac', (folder) => {
    const jars = join(MADE, 'java');
    run('mvn', ['--quiet', '--batch-mode', 'dependency:copy-dependencies', `-DoutputDirectory=${jars}`], folder);
    return ['java', '-cp', join(jars, '*'), join(folder, 'SendEvents.java')];
  }),
];

function sender(name: string, command: string, prepare: (folder: string) => readonly string[]): SampleSender {
  let prepared: readonly string[] | undefined;
  return {
    name,
    missing: spawnSync(command, ['--help']).error === undefined ? null : command,
    send: async (outboxes, env) => {
      mkdirSync(MADE, { recursive: true });
      const [program = '', ...args] = (prepared ??= prepare(join(__dirname, name)));
      const options = { env: { ...process.env, ...env }, timeout: SEND_MS };
      return (await promisify(execFile)(program, [...args, ...outboxes], options)).stdout;
    },
  };
}

function run(command: string, args: readonly string[], folder: string): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? `${stdout}${stderr}`}`);
}

/** The same tests with every sender; one that cannot run here stands in the report as skipped, with what it lacks. */
export function withEachSender(tests: (sender: SampleSender) => void): void {
  for (const sender of SAMPLE_SENDERS) {
    if (sender.missing === null) describe(sender.name, () => tests(sender));
    else describe.skip(`${sender.name} (no ${sender.missing} here)`, () => tests(sender));
  }
}
