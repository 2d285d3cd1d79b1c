import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshTopic, numbered, produce, testKafka, testKafkaSettings } from '../../../../test/support/kafka-topic';
import { waitUntil } from '../../../../test/support/wait-until';
import { readTopic } from '@ledger/messaging/read-topic';
import { rememberedBroker } from './leftover-broker';
import { startKafka } from './start-kafka';

const support = join(__dirname, '..', '..', '..', '..', 'test', 'support');
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-broker-'));
  folders.push(folder);
  return folder;
}

function ownerArguments(dataDir: string): string[] {
  return ['-r', join(support, 'run-typescript.cjs'), join(support, 'kafka-owner.ts'), dataDir];
}

/** Starts a broker from a process that is then killed; gives the broker's process id. */
async function startAndKillOwner(dataDir: string): Promise<number> {
  const owner = spawn(process.execPath, ownerArguments(dataDir));
  await once(owner.stdout, 'data');
  owner.kill('SIGKILL');
  return rememberedBroker(dataDir)?.pid ?? 0;
}

function isAlive(pid: number): boolean {
  return spawnSync('ps', ['-p', String(pid)]).status === 0;
}

it('keeps its data when it is started again on the same folder', async () => {
  const dataDir = freshFolder();
  const first = await startKafka({ dataDir });
  const settings = testKafkaSettings({ KAFKA_BROKERS: first.brokers.join(',') });
  const topic = await freshTopic('kept', 1, testKafka(settings));
  await produce(numbered(topic, 5), settings);
  await first.stop();

  const second = await startKafka({ dataDir });
  const values: string[] = [];
  const kafka = testKafka(testKafkaSettings({ KAFKA_BROKERS: second.brokers.join(',') }));
  await readTopic(kafka, topic, ({ value }) => values.push(value?.toString() ?? ''));
  await second.stop();
  expect(values).toEqual(['0', '1', '2', '3', '4']);
}, 60_000);

it('ends with the process that started it, even when that is killed', async () => {
  const dataDir = freshFolder();
  const pid = await startAndKillOwner(dataDir);
  await waitUntil('the broker is gone', () => !isAlive(pid));
}, 60_000);

it('can be started on a folder whose last broker is still about to end', async () => {
  const dataDir = freshFolder();
  const pid = await startAndKillOwner(dataDir);
  const successor = await startKafka({ dataDir });
  expect(isAlive(pid)).toBe(false);
  await successor.stop();
}, 60_000);

it('leaves a broker alone whose owner lives, and says whose it is', async () => {
  const dataDir = freshFolder();
  const owner = spawn(process.execPath, ownerArguments(dataDir));
  await once(owner.stdout, 'data');
  const pid = rememberedBroker(dataDir)?.pid ?? 0;
  await expect(startKafka({ dataDir })).rejects.toThrow(
    `Kafka runs on ${dataDir} already, for process ${owner.pid}: end that first, or use another folder`,
  );
  expect(isAlive(pid)).toBe(true);
  owner.kill('SIGKILL');
  await waitUntil('the broker is gone', () => !isAlive(pid));
}, 60_000);

it('says in one line what to install when there is no Java', () => {
  const env = { ...process.env, PATH: freshFolder() };
  const { status, stderr } = spawnSync(process.execPath, ownerArguments(freshFolder()), { env, encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toBe(
    'a local Kafka broker needs Java, and the command "java" does not run here: ' +
      'install openjdk-17-jre-headless and maven, or set KAFKA_BROKERS\n',
  );
});
