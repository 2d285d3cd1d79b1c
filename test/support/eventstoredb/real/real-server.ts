import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@ledger/machine/free-port';
import { realServerHome, type RealServerOptions, SINGLE_AND_INSECURE } from './real-server-options';

/** Where the real EventStoreDB of a run is, and where its owner takes orders. */
interface Place {
  readonly port: number;
  readonly controlPort: number;
}

/** A real EventStoreDB that tests may disturb. */
export class RealServer {
  constructor(readonly place: Place) {}

  get port(): number {
    return this.place.port;
  }

  /** Starts it where it does not run; resolves to its process when it is ready. */
  async start(): Promise<number> {
    return (await this.order('start')).pid ?? 0;
  }

  /** Ends it in order. */
  async stop(): Promise<void> {
    await this.order('stop');
  }

  /** Ends it with SIGKILL. */
  async kill(): Promise<void> {
    await this.order('kill');
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Holds it still: its connections stay open and nothing answers. */
  async freeze(): Promise<void> {
    await this.order('freeze');
  }

  async thaw(): Promise<void> {
    await this.order('thaw');
  }

  private async order(action: string): Promise<{ readonly pid?: number }> {
    const answer = await fetch(`http://127.0.0.1:${this.place.controlPort}/${action}`, { method: 'POST' });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The real EventStoreDB did not ${action}: ${text}`);
    return JSON.parse(text) as { pid?: number };
  }
}

/** A real EventStoreDB of one's own; `end` ends it with its owner and data. It ends by itself when this process does. */
export interface OwnRealServer extends RealServer {
  end(): Promise<void>;
}

const SHARED = 'TEST_REAL_EVENTSTOREDB';
const RUN_TYPESCRIPT = join(__dirname, '..', '..', 'run-typescript.cjs');

/**
 * Starts a real EventStoreDB on a folder of its own.
 * @throws Error in one line when none lies unpacked (EVENTSTOREDB_HOME), or with what it printed when it does not start
 */
export async function startRealServer(
  options: Partial<Pick<RealServerOptions, 'port' | 'more' | 'environment'>> = {},
): Promise<OwnRealServer> {
  const home = realServerHome();
  if (home === undefined) {
    throw new Error('EVENTSTOREDB_HOME is missing: where a real EventStoreDB lies unpacked (docs/event-stores.md)');
  }
  const whole: RealServerOptions = {
    home,
    folder: await mkdtemp(join(tmpdir(), 'ledger-real-esdb-')),
    port: await freePort(),
    replicationPort: await freePort(),
    more: SINGLE_AND_INSECURE,
    ...options,
  };
  const owner = fork(join(__dirname, 'real-server-process.ts'), [JSON.stringify(whole)], {
    execArgv: ['-r', RUN_TYPESCRIPT],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaints = '';
  owner.stderr?.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const failed = once(owner, 'exit').then(() => {
    throw new Error(`The real EventStoreDB ended at its start: ${complaints}`);
  });
  const [{ controlPort }] = (await Promise.race([once(owner, 'message'), failed])) as [{ controlPort: number }];
  failed.catch(() => undefined);
  const end = async () => {
    const ended = once(owner, 'exit');
    owner.disconnect();
    await ended;
  };
  return Object.assign(new RealServer({ port: whole.port, controlPort }), { end });
}

/** Makes one real EventStoreDB known to all suites of a run; resolves to what ends it. */
export async function shareRealServer(): Promise<() => Promise<void>> {
  const server = await startRealServer();
  process.env[SHARED] = JSON.stringify(server.place);
  return () => server.end();
}

/** The real EventStoreDB of this run; undefined: the run has none, and the server of the tests serves. */
export function sharedRealServer(): RealServer | undefined {
  const place = process.env[SHARED];
  return place === undefined ? undefined : new RealServer(JSON.parse(place) as Place);
}
