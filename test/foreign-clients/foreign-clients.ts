import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { goProgram, missingCommand, pythonFor } from './make-ready';
import type { ProducerScript } from './script';

/** A Kafka library that is not ours, made ready when it is first used. */
export interface ForeignClient {
  readonly name: string;
  /** The command that it needs, and that is not here; null: it can run. */
  readonly missing: string | null;
  /** Fetches and builds it where that was not done before. */
  prepare(): void;
  /** Plays a script on the broker of KAFKA_BROKERS; answers the offset of each record sent, or why it was refused. */
  play(script: ProducerScript): Promise<readonly (number | string)[]>;
}

const folderOf = (client: string) => join(__dirname, client);

export const FOREIGN_CLIENTS: readonly ForeignClient[] = [
  client('confluent-kafka', 'python3', (folder) => [pythonFor('confluent-kafka', folder), join(folder, 'play.py')]),
  client('franz-go', 'go', (folder) => [goProgram('franz-go', folder)]),
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
  prepare: (): string => pythonFor('cloudevents-sdk', folderOf('cloudevents-sdk')),
  send: async (sending: SdkSending): Promise<SdkAnswers> => {
    const program = [CLOUDEVENTS_SDK.prepare(), join(folderOf('cloudevents-sdk'), 'send.py')];
    return JSON.parse(await answerOf(program, JSON.stringify(sending))) as SdkAnswers;
  },
};

function client(name: string, command: string, prepare: (folder: string) => readonly string[]): ForeignClient {
  let prepared: readonly string[] | undefined;
  return {
    name,
    missing: missingCommand(command),
    prepare: () => void prepare(folderOf(name)),
    play: async (script) => {
      prepared ??= prepare(folderOf(name));
      return JSON.parse(await answerOf(prepared, JSON.stringify(script))) as (number | string)[];
    },
  };
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
