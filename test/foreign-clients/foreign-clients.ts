import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ProducerScript } from './script';

/** A Kafka library that is not ours, made ready when it is first used. */
export interface ForeignClient {
  readonly name: string;
  /** The command that it needs, and that is not here; null: it can run. */
  readonly missing: string | null;
  /** Plays a script on the broker of KAFKA_BROKERS; answers the offset of each record sent, or why it was refused. */
  play(script: ProducerScript): Promise<readonly (number | string)[]>;
}

const HERE = __dirname;
/** Kept between runs, as the jars of Kafka are. */
const MADE = join(HERE, '..', '..', '.data', 'foreign-clients');

export const FOREIGN_CLIENTS: readonly ForeignClient[] = [
  client('confluent-kafka', 'python3', () => [pythonFor('confluent-kafka'), join(HERE, 'confluent-kafka', 'play.py')]),
  client('franz-go', 'go', () => {
    const program = join(MADE, 'franz-go');
    run('go', ['build', '-o', program, '.'], join(HERE, 'franz-go'));
    return [program];
  }),
];

/** What is sent as the CloudEvents SDK of Python writes it, in each way that it has. */
export interface SdkSending {
  readonly url: string;
  readonly token: string;
  readonly topic: string;
  readonly events: readonly object[];
}

/** By the way of writing: the answer to each event over HTTP, its offset in Kafka or why there is none. */
export interface SdkAnswers {
  readonly http: Readonly<Record<string, readonly { readonly verdict?: string; readonly detail?: string }[]>>;
  readonly kafka: Readonly<Record<string, readonly (number | string)[]>>;
}

/** The CloudEvents SDK of Python, with a client for Kafka. */
export const CLOUDEVENTS_SDK = {
  missing: missingCommand('python3'),
  prepare: (): void => void pythonFor('cloudevents-sdk'),
  send: async (sending: SdkSending): Promise<SdkAnswers> => {
    const program = [pythonFor('cloudevents-sdk'), join(HERE, 'cloudevents-sdk', 'send.py')];
    return JSON.parse(await answerOf(program, JSON.stringify(sending))) as SdkAnswers;
  },
};

/** A Python with what a client needs, made when it is first used. */
function pythonFor(name: string): string {
  mkdirSync(MADE, { recursive: true });
  const python = join(MADE, name, 'bin', 'python');
  const requirements = join(HERE, name, 'requirements.txt');
  if (!existsSync(python)) run('python3', ['-m', 'venv', join(MADE, name)]);
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', requirements]);
  return python;
}

/** The command, where it is not here; null: it can run. */
function missingCommand(command: string): string | null {
  return spawnSync(command, ['--help']).error === undefined ? null : command;
}

function client(name: string, command: string, prepare: () => readonly string[]): ForeignClient {
  let prepared: readonly string[] | undefined;
  return {
    name,
    missing: missingCommand(command),
    play: async (script) => {
      mkdirSync(MADE, { recursive: true });
      prepared ??= prepare();
      return JSON.parse(await answerOf(prepared, JSON.stringify(script))) as (number | string)[];
    },
  };
}

function run(command: string, args: readonly string[], folder = HERE): void {
  const { status, stderr, error } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
}

function answerOf([command = '', ...args]: readonly string[], input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    // Jest's variables are not those of the process, which a child would get by itself.
    const playing = spawn(command, args, { env: { ...process.env }, stdio: ['pipe', 'pipe', 'pipe'] });
    let [said, complained] = ['', ''];
    playing.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    playing.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()));
    playing.on('error', reject);
    playing.on('close', (status) => (status === 0 ? resolve(said) : reject(new Error(complained))));
    playing.stdin.end(input);
  });
}
