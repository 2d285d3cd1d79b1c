import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { waitUntil } from '../support/wait-until';

const MAIN = ['--require', './test/support/run-typescript.cjs', 'apps/ledger/main.ts'];

/** A ledger command on a data folder with its own embedded Postgres, as a user has it. */
function spawnOnFolder(dataDir: string, ...args: readonly string[]): ChildProcess {
  const environment = { ...process.env, LEDGER_POSTGRES_URL: undefined };
  return spawn(process.execPath, [...MAIN, ...args, '--data', dataDir], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs it to its end. */
export async function runOnFolder(dataDir: string, ...args: readonly string[]) {
  const child = spawnOnFolder(dataDir, ...args);
  const [stdout, stderr, [status]] = await Promise.all([
    child.stdout === null ? '' : text(child.stdout),
    child.stderr === null ? '' : text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { status, stdout, stderr };
}

/** `npm start -- --empty`, until it runs; `hear` gets what it prints. */
export async function startOnFolder(
  dataDir: string,
  hear: (part: string) => void = () => undefined,
): Promise<ChildProcess> {
  const child = spawnOnFolder(dataDir, 'start', '--empty', '--port', '0');
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (part: Buffer) => {
      printed += part.toString();
      hear(part.toString());
    });
  }
  const runs = () => {
    if (child.exitCode !== null) throw new Error(`it did not start: ${printed}`);
    return printed.includes('The ledger runs');
  };
  await waitUntil('the ledger runs', runs, 90_000);
  return child;
}
