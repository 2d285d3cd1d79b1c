import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { issueToken } from '@ledger/service-kit/access/issue-token';
import { apiDataSource } from '@ledger/service-kit/access/api-data-source';
import { migrateLedger } from '@ledger/hosting/storage/migrate-ledger';
import { Pool } from 'pg';
import { addReadModels } from '@ledger/read-models/testing/fresh-read-models';
import { databaseFilledBy, type FreshDatabase } from '../support/postgres';

const MAIN = resolve(__dirname, '../../apps/ledger/main.ts');
const RUN_TYPESCRIPT = resolve(__dirname, '../support/run-typescript.cjs');
const START_TIMEOUT_MS = 60_000;

/** A `ledger` command as a process of its own, on a database of the tests' Postgres. */
export class LedgerProcess {
  private output = '';

  private constructor(
    private readonly child: ChildProcess,
    readonly dataDir: string,
    readonly connectionString: string,
  ) {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (text: Buffer) => (this.output += text.toString()));
  }

  /** Starts `ledger start --empty` and waits until it serves. */
  static async start(place: LedgerPlace, environment: Record<string, string> = {}): Promise<LedgerProcess> {
    const child = spawnLedger(['start', '--empty', '--port', '0', '--data', place.dataDir], place, environment);
    const ledger = new LedgerProcess(child, place.dataDir, place.connectionString);
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!ledger.output.includes('The ledger runs') && ledger.isAlive()) {
      if (Date.now() > deadline) throw new Error(`the ledger did not start in time:\n${ledger.output}`);
      await pause(50);
    }
    if (!ledger.isAlive()) throw new Error(`the ledger ended (${ledger.end}) before it served:\n${ledger.output}`);
    return ledger;
  }

  isAlive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** How it ended: the signal, or the exit status. */
  get end(): string | number | null {
    return this.child.signalCode ?? this.child.exitCode;
  }

  get printed(): string {
    return this.output;
  }

  async url(): Promise<string> {
    const { url } = JSON.parse(await readFile(join(this.dataDir, 'running.json'), 'utf8')) as { url: string };
    return url;
  }

  async interrupt(): Promise<void> {
    if (!this.isAlive()) return;
    this.child.kill('SIGINT');
    await once(this.child, 'exit');
  }

  /** kill -9. */
  kill(): void {
    this.child.kill('SIGKILL');
  }

  async killed(): Promise<void> {
    if (this.isAlive()) await once(this.child, 'exit');
  }
}

/** Where a ledger keeps its data: a folder and a database. */
export interface LedgerPlace {
  readonly dataDir: string;
  readonly connectionString: string;
  remove(): Promise<void>;
}

/** A folder and a database of its own, in which nothing but tables is, all of them empty; or a database that there is. */
export async function ledgerPlace(given?: FreshDatabase): Promise<LedgerPlace> {
  const database = given ?? (await databaseFilledBy('ledger', addTables));
  const dataDir = await mkdtemp(join(tmpdir(), 'ledger-test-'));
  return {
    dataDir,
    connectionString: database.connectionString,
    remove: async () => {
      await rm(dataDir, { recursive: true, force: true });
      await database.drop();
    },
  };
}

/** As a first start does. */
async function addTables(connectionString: string): Promise<void> {
  const pool = new Pool({ connectionString });
  await migrateLedger(pool);
  await pool.end();
  await (await addReadModels(connectionString)).destroy();
}

/** Runs a `ledger` command to its end. */
export async function runLedger(
  args: readonly string[],
  place: LedgerPlace,
  environment: Record<string, string> = {},
): Promise<{ stdout: string; stderr: string; status: number | null }> {
  const child = spawnLedger([...args, '--data', place.dataDir], place, environment);
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr?.on('data', (text: Buffer) => (stderr += text.toString()));
  const [status] = (await once(child, 'close')) as [number | null];
  return { stdout, stderr, status };
}

function spawnLedger(args: readonly string[], place: LedgerPlace, environment: Record<string, string>): ChildProcess {
  return fork(MAIN, args, {
    execArgv: ['--require', RUN_TYPESCRIPT],
    env: { ...process.env, LEDGER_POSTGRES_URL: place.connectionString, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

/** A token that may send everything. */
export async function adminToken(place: LedgerPlace): Promise<string> {
  const pool = new Pool({ connectionString: place.connectionString });
  await migrateLedger(pool);
  await pool.end();
  const api = await apiDataSource({ connectionString: place.connectionString }).initialize();
  try {
    return (await issueToken(api, { kind: 'admin', topics: [], name: 'test' })).text;
  } finally {
    await api.destroy();
  }
}
