import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Faults } from './faults';
import { type RealServer, sharedRealServer } from './real/real-server';
import type { TestCertificate } from './test-certificate';

export interface StartEventStoreDbOptions {
  /** Where the server of the tests keeps its events; started on it again it has them all. */
  readonly dataDir: string;
  /** Any free one when left out; kept by `restart`. */
  readonly port?: number;
  /** `name:password`, then asked for; the client sends it over TLS only. */
  readonly user?: string;
  /** `name:password` of somebody who is known, and may do nothing. */
  readonly guest?: string;
  readonly tls?: TestCertificate;
  /** `host:port` of the leader: this node is then its follower. */
  readonly leader?: string;
}

/** A running EventStoreDB for tests, in a process of its own. */
export interface TestEventStoreDb {
  /** As for `EVENTSTORE_URL`, without credentials. */
  readonly url: string;
  readonly port: number;
  /** Ends it in order. */
  stop(): Promise<void>;
  /** Ends it with SIGKILL. */
  kill(): Promise<void>;
  /** Starts it again on the same port and events; ends it before, if it still runs. */
  restart(): Promise<void>;
  /** Resolves when the process has ended, by itself or not. */
  ended(): Promise<void>;
  /** Holds the process still: connections stay open and nothing answers. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  setFaults(faults: Partial<Faults>): Promise<void>;
}

const RUN_TYPESCRIPT = join(__dirname, '..', 'run-typescript.cjs');

/** Which EventStoreDB the suites of this run have, for their names. */
export function whichEventStoreDb(): string {
  return sharedRealServer() === undefined ? 'the EventStoreDB of the tests' : 'a real EventStoreDB';
}

/**
 * Starts the server and resolves when it takes requests. In a run that has a real EventStoreDB this is that one, shared
 * by all suites, behind a process that passes its messages on and does the faults; what is done to the one is done to
 * the other. It ends by itself when the test process does.
 */
export function startEventStoreDb(options: StartEventStoreDbOptions): Promise<TestEventStoreDb> {
  return serve(options, sharedRealServer());
}

/** Starts the server of the tests, also in a run that has a real one. */
export function startOwnEventStoreDb(options: StartEventStoreDbOptions): Promise<TestEventStoreDb> {
  return serve(options, undefined);
}

async function serve(options: StartEventStoreDbOptions, real: RealServer | undefined): Promise<TestEventStoreDb> {
  let { child, port } = await start(options, real);
  const ended = async (signal?: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    if (signal !== undefined) child.kill(signal);
    await exit;
  };
  return {
    // A name, because TLS knows no server by an address.
    url: options.tls === undefined ? `esdb://127.0.0.1:${port}?tls=false` : `esdb://localhost:${port}?tls=true`,
    port,
    stop: () => ended('SIGTERM'),
    kill: async () => {
      await Promise.all([real?.kill(), ended('SIGKILL')]);
    },
    restart: async () => {
      await Promise.all([real?.stop(), ended('SIGTERM')]);
      ({ child, port } = await start({ ...options, port }, real));
    },
    ended: () => ended(),
    freeze: async () => {
      child.kill('SIGSTOP');
      await real?.freeze();
    },
    thaw: async () => {
      await real?.thaw();
      child.kill('SIGCONT');
    },
    setFaults: async (faults) => {
      const answered = once(child, 'message');
      child.send(faults);
      await answered;
    },
  };
}

async function start(
  options: StartEventStoreDbOptions,
  real: RealServer | undefined,
): Promise<{ child: ChildProcess; port: number }> {
  const { dataDir, port = 0, user, guest, tls, leader } = options;
  const behind = real && { upstream: String(real.port), 'upstream-pid': String(await real.start()) };
  const flags = {
    port: String(port),
    data: behind === undefined ? dataDir : undefined,
    ...behind,
    user,
    guest,
    leader,
    'tls-key': tls?.keyFile,
    'tls-cert': tls?.certFile,
  };
  const args = Object.entries(flags).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));
  const child = fork(join(__dirname, 'server.ts'), args, {
    execArgv: ['-r', RUN_TYPESCRIPT],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaints = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const failed = once(child, 'exit').then(() => {
    throw new Error(`EventStoreDB for tests ended at its start: ${complaints}`);
  });
  const [message] = (await Promise.race([once(child, 'message'), failed])) as [{ port: number }];
  failed.catch(() => undefined);
  return { child, port: message.port };
}
