import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { Client, type ClientConfig } from 'pg';
import { dumpDatabase } from './dump-database';

/**
 * `npm run release:fixture -- --release NAME [--root DIR]`: begins a ledger with the checkout in DIR (default: this one),
 * feeds it `history.ndjson`, and keeps what is left of it under `releases/NAME`: for CI, which opens it under every
 * later commit. It speaks to the checkout through its commands alone, so that any release can be asked.
 */
async function makeFixture(root: string, into: string): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ledger-release-'));
  const command = (...args: string[]) => ledger(root, [...args, '--data', dataDir]);
  const running = await start(root, dataDir);
  try {
    await printed(command('ingest', join(__dirname, 'history.ndjson')));
    const token = await printed(command('tokens', 'issue', '--kind', 'admin', '--name', 'release fixture'));
    await rm(into, { recursive: true, force: true });
    await mkdir(into, { recursive: true });
    await writeFile(join(into, 'token.txt'), token);
    await writeFile(join(into, 'export.json'), await printed(command('export')));
    await writeFile(join(into, 'facts.ndjson'), await printed(command('facts', 'export')));
    await writeFile(join(into, 'database.sql'), await dumped(dataDir));
    for (const file of ['personal.key', 'storage.json']) await cp(join(dataDir, file), join(into, file));
  } finally {
    running.kill('SIGINT');
    await once(running, 'exit');
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function start(root: string, dataDir: string): Promise<ChildProcess> {
  const child = ledger(root, ['start', '--empty', '--port', '0', '--data', dataDir]);
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  while (!output.includes('The ledger runs')) {
    if (child.exitCode !== null) throw new Error(`the ledger of ${root} did not start:\n${output}`);
    await pause(100);
  }
  return child;
}

function ledger(root: string, args: readonly string[]): ChildProcess {
  const environment = Object.entries(process.env).filter(([name]) => !name.startsWith('LEDGER_'));
  return spawn(process.execPath, [join(root, 'tools/bin/ledger.mjs'), ...args], {
    cwd: root,
    env: Object.fromEntries(environment),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function printed(child: ChildProcess): Promise<string> {
  const [output, [status]] = await Promise.all([
    child.stdout === null ? '' : text(child.stdout),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  if (status !== 0) throw new Error(`${child.spawnargs.slice(2).join(' ')} ended with status ${status}`);
  return output;
}

async function dumped(dataDir: string): Promise<string> {
  const connection = await readFile(join(dataDir, 'postgres/connection.json'), 'utf8');
  const client = new Client(JSON.parse(connection) as ClientConfig);
  await client.connect();
  try {
    return await dumpDatabase(client);
  } finally {
    await client.end();
  }
}

const { release, root } = parseArgs({ options: { release: { type: 'string' }, root: { type: 'string' } } }).values;
if (release === undefined || !/^[\w.-]+$/.test(release)) throw new Error('name the release: --release 1.2.0');
void makeFixture(resolve(root ?? process.cwd()), join(__dirname, 'releases', release)).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
