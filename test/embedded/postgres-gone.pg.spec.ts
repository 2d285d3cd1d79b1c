import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runOnFolder, startOnFolder } from './folder-process';

let dataDir: string;
let printed = '';
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ledger-postgres-gone-'));
  // Else, run as root, Postgres could not enter it, and would be kept elsewhere.
  await chmod(dataDir, 0o755);
  const ledger = await startOnFolder(dataDir, (part) => (printed += part));
  ledger.kill('SIGINT');
  await once(ledger, 'close');
}, 120_000);
afterAll(() => rm(dataDir, { recursive: true, force: true }));

it('a new ledger says nothing of building what is not there yet', () => {
  expect(printed).toContain('The ledger runs');
  expect(printed).not.toContain('building the read models');
});

describe.each([
  ['the data directory of Postgres', () => join(dataDir, 'postgres', 'postgres')],
  ['all of its folder, as of a volume that is not mounted', () => join(dataDir, 'postgres')],
])('a ledger whose Postgres vanished: %s', (_what, vanished) => {
  beforeAll(() => rm(vanished(), { recursive: true }));

  it.each([
    ['start', '--port', '0'],
    ['start-cluster', '--port', '0'],
    ['export'],
    ['verify'],
    ['rebuild'],
    ['explain', 'customer', 'plixo', 'a'],
    ['tokens', 'list'],
  ])('%s refuses in one line, and begins no other one', async (...command) => {
    const { status, stderr } = await runOnFolder(dataDir, ...command);
    expect({ status, lines: stderr.trim().split('\n') }).toEqual({
      status: 2,
      lines: [
        expect.stringMatching(
          /^the ledger in .* was begun, but the data of its Postgres .* is not there: bring it back/,
        ),
      ],
    });
    expect(existsSync(join(dataDir, 'postgres', 'postgres'))).toBe(false);
  });
});
