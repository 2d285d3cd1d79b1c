import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judgeSettingsOfCluster, judgeSettingsOfStart } from './judge-settings';
import { readSettings } from './settings';

let dataDir: string;
beforeEach(async () => (dataDir = await mkdtemp(join(tmpdir(), 'ledger-judged-'))));
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const judgedForStart = (environment: Record<string, string>) =>
  judgeSettingsOfStart(dataDir, readSettings(environment));

it.each([
  [{ LEDGER_LOG_LEVEL: 'loud' }, /^LEDGER_LOG_LEVEL must be one of/],
  [{ LEDGER_HOST: '192.0.2.1' }, /^this machine has no address 192.0.2.1: set LEDGER_HOST/],
  [{ LEDGER_READERS_MAY_TAKE_MS: 'x', LEDGER_PORT: 'y' }, /LEDGER_PORT must .*; LEDGER_READERS_MAY_TAKE_MS must/],
  [{ LEDGER_EVENT_STORE: 'tape' }, /^LEDGER_EVENT_STORE must be postgres or eventstoredb/],
  [{ LEDGER_PERSONAL_KEY: 'short' }, /^LEDGER_PERSONAL_KEY: .* 64 hexadecimal digits/],
  [{ LEDGER_POSTGRES_URL: 'mysql://x' }, /^LEDGER_POSTGRES_URL must begin with postgresql/],
  [{ STRIPE_API_BASE: 'http://other.example' }, /^STRIPE_API_BASE must be an address/],
  [{ LEDGER_TERMS: '/nowhere/terms.yaml' }, /terms\.yaml/],
])('a start is refused for %j, and the folder stays as it was', async (environment, refusal) => {
  await expect(judgedForStart(environment)).rejects.toThrow(refusal);
  expect(await readdir(dataDir)).toEqual([]);
});

it('a start in one process asks nothing of Kafka, and terms files of a ledger that was begun may be gone', async () => {
  await judgedForStart({ KAFKA_BROKERS: 'nonsense', LEDGER_CLOCK: '', LEDGER_LOG_LEVEL: '' });
  await writeFile(join(dataDir, 'begun.json'), '{}');
  await judgedForStart({ LEDGER_TERMS: '/nowhere/terms.yaml' });
});

it.each([
  [{ KAFKA_BROKERS: 'nonsense' }, /^KAFKA_BROKERS must be host:port/],
  [{ KAFKA_PARTITIONS: '0', LEDGER_LOG_LEVEL: 'loud' }, /KAFKA_PARTITIONS must .*; LEDGER_LOG_LEVEL must/],
  [{ LEDGER_STATEMENT_TIMEOUT_MS: 'x' }, /^LEDGER_STATEMENT_TIMEOUT_MS must/],
])('a cluster is refused for %j, and the folder stays as it was', async (environment, refusal) => {
  await expect(judgeSettingsOfCluster(dataDir, environment)).rejects.toThrow(refusal);
  expect(await readdir(dataDir)).toEqual([]);
});
