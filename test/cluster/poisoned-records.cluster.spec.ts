import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { IdempotentProducer, type OutgoingRecord } from '@ledger/messaging/idempotent-producer';
import { createKafka } from '@ledger/messaging/kafka-client';
import { silentKafkaLog } from '@ledger/messaging/kafka-log';
import { readKafkaSettings } from '@ledger/messaging/kafka-settings';
import { readTopic } from '@ledger/messaging/read-topic';
import { recordName, type ReceivedRecord } from '@ledger/messaging/received-record';
import { CHECKOUT_TOPIC, stageTopic } from '@ledger/messaging/topics';
import { CODECS, send, step, type ProducerStep } from '../foreign-clients/script';
import { withEachClient } from '../foreign-clients/with-each-client';
import { waitUntil } from '../support/wait-until';
import { environment, LEDGER } from './as-a-stranger';
import { ClusterOfAStranger } from './cluster-of-a-stranger';

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
const STAGE_TOPIC = stageTopic('referral-intake');

jest.setTimeout(600_000);

let dataDir: string;
let cluster: ClusterOfAStranger;
let url: string;

/** What a command of the ledger printed and how it ended. */
async function ledger(...args: string[]): Promise<{ stdout: string; stderr: string; status: number }> {
  const options = { env: environment, maxBuffer: MAX_OUTPUT_BYTES };
  try {
    return {
      ...(await promisify(execFile)(process.execPath, [LEDGER, ...args, '--data', dataDir], options)),
      status: 0,
    };
  } catch (error) {
    const { stdout, stderr, code } = error as { stdout: string; stderr: string; code: number };
    return { stdout, stderr, status: code };
  }
}

/** A sign-up, as another team's checkout would tell it. */
const signUp = (id: string, more: object = {}, data: object = { customer: 'c' }): string =>
  JSON.stringify({
    specversion: '1.0',
    id,
    source: 'test',
    type: 'customer.signed_up',
    time: '2026-01-10T12:00:00Z',
    program: 'plixo',
    data,
    ...more,
  });

async function arrived(): Promise<Map<string, string>> {
  const { stdout } = await ledger('facts', 'export');
  const events = stdout
    .trimEnd()
    .split('\n')
    .filter((line) => line !== '');
  return new Map(events.map((line) => [(JSON.parse(line) as { id?: string }).id ?? '', line]));
}

async function rejectedDetails(): Promise<Map<string, string>> {
  const { stdout } = await ledger('export');
  const { programs } = JSON.parse(stdout) as { programs: { rejected: { id: string; detail: string }[] }[] };
  return new Map(programs.flatMap(({ rejected }) => rejected.map(({ id, detail }) => [id, detail])));
}

async function deadLetters(): Promise<{ code: string; origin: { topic: string; offset: string } }[]> {
  const { stdout } = await ledger('dead-letters', 'list', '--format', 'json');
  const lines = stdout
    .trimEnd()
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as { code: string; origin: { topic: string; offset: string } });
}

function kafkaSettings() {
  return readKafkaSettings({ KAFKA_BROKERS: process.env['KAFKA_BROKERS'] });
}

async function write(...records: readonly OutgoingRecord[]): Promise<void> {
  const settings = kafkaSettings();
  const kafka = createKafka(settings, silentKafkaLog);
  const producer = new IdempotentProducer({ kafka, settings, log: silentKafkaLog });
  await producer.connect();
  await producer.send(records);
  await producer.close();
}

async function factsOnTheirWay(): Promise<ReceivedRecord[]> {
  const records: ReceivedRecord[] = [];
  await readTopic(createKafka(kafkaSettings(), silentKafkaLog), STAGE_TOPIC, (record) => records.push(record));
  return records.filter(({ value }) => value?.toString().startsWith('{"edition"'));
}

beforeAll(async () => {
  cluster = await ClusterOfAStranger.start();
  ({ dataDir } = cluster);
  const running = await cluster.running();
  process.env['KAFKA_BROKERS'] = running.kafkaBrokers.join(',');
  ({ url } = running);
});

afterAll(() => cluster.remove());

withEachClient((client) => {
  it('whatever is sent, what counts is taken, what does not is named, and nothing waits', async () => {
    const name = (what: string) => `${client.name}-${what}`;
    const tell = (
      producer: string,
      value: string | Buffer | null,
      headers: [string, string | null][] = [],
    ): ProducerStep => send(producer, { topic: CHECKOUT_TOPIC, value, headers });
    const binary = (id: [string, string][]): [string, string][] => [
      ...([
        ['ce_specversion', '1.0'],
        ['ce_source', 'test'],
        ['ce_type', 'customer.signed_up'],
      ] as [string, string][]),
      ...([
        ['ce_time', '2026-01-10T12:00:00.866837+00:00'],
        ['ce_program', 'plixo'],
      ] as [string, string][]),
      ...id,
    ];
    const [first, second] = [name('tx1'), name('tx2')];
    const raw = (id: string, note: string) => signUp(id).replace('"c"', `"c","note":${note}`);
    const steps: ProducerStep[] = [
      ...CODECS.map((codec) => tell(codec, signUp(name(codec)))),
      tell('none', signUp(name('headers')), [
        ['constructor', 'x'],
        ['__proto__', 'y'],
        ['x-trace', null],
      ]),
      tell('none', `\uFEFF${signUp(name('bom'))}`),
      tell('none', '{"customer":"c"}', [...binary([['ce_id', name('binary')]]), ['content-type', 'application/json']]),
      tell('none', '{"customer":"c"}', binary([])),
      tell('none', 'no json', binary([['ce_id', name('text')]])),
      tell('none', raw(name('1e400'), '1e400')),
      tell('none', raw(name('deep'), '['.repeat(5_000) + ']'.repeat(5_000))),
      tell('none', signUp(name('keys'), {}, Object.fromEntries(Array.from({ length: 8_000 }, (_, i) => [`k${i}`, i])))),
      tell('none', null),
      tell('none', `[${signUp(name('listed'))}]`),
      tell('gzip', signUp(name('large'), {}, { customer: 'c', note: 'x'.repeat(5_000_000) })),
      tell('zstd', Buffer.alloc(50_000_000, ' ')),
      step('none', 'flush'),
      step('gzip', 'flush'),
      step('zstd', 'flush'),
      step(first, 'begin'),
      tell(first, signUp(name('aborted first'))),
      step(first, 'flush'),
      step(second, 'begin'),
      tell(second, signUp(name('aborted second'))),
      step(second, 'flush'),
      step(second, 'abort'),
      step(first, 'abort'),
      step(first, 'begin'),
      tell(first, signUp(name('committed'))),
      step(first, 'commit'),
    ];
    const compressing = Object.fromEntries(CODECS.map((codec) => [codec, { compression: codec, oneBatch: true }]));
    const transactional = { transactional: true };
    const producers = { ...compressing, [first]: transactional, [second]: transactional };
    const before = (await deadLetters()).length;
    await client.play({ producers, steps });

    expect(await ledger('status', '--wait', '--timeout', '120')).toMatchObject({ status: 0 });
    const ids = [...(await arrived()).keys()].filter((id) => id.startsWith(`${client.name}-`));
    const taken = [...CODECS, 'headers', 'bom', 'binary', '1e400', 'deep', 'keys', 'committed'];
    expect(ids.sort()).toEqual(taken.map(name).sort());
    const details = await rejectedDetails();
    expect(details.get(name('1e400'))).toBe('data: a number that no double can hold');
    expect(details.get(name('deep'))).toBe('data: more than 64 levels of objects and lists');
    expect(details.get(name('keys'))).toBe('data: more than 1000 fields in an object');
    const codes = (await deadLetters()).slice(before).map(({ code }) => code);
    expect(codes.sort()).toEqual(['batch', 'not_decodable', 'not_json', 'not_json', 'too_large']);
  });
});

describe('a record that stops a lane', () => {
  it('is named, holds up neither HTTP nor the other lanes, and can be put aside where it has no verdict', async () => {
    await write({ topic: CHECKOUT_TOPIC, key: 'c', value: signUp('before it') });
    await ledger('status', '--wait', '--timeout', '120');
    const [fact] = await factsOnTheirWay();
    const { partition = 0 } = fact ?? {};
    await write({ topic: STAGE_TOPIC, partition, key: 'plixo', value: 'no fact' });
    const record = await untilStopped(partition);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);

    const file = join(dataDir, 'over-http.ndjson');
    await writeFile(file, `${signUp('over http')}\n`);
    expect(await ledger('ingest', file)).toMatchObject({ status: 0 });

    expect(
      await ledger('lanes', 'skip', '--record', `${STAGE_TOPIC}/${partition}/99999`, '--reason', 'x'),
    ).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(`lanes are stopped at ${record}`),
    });
    const skipped = await ledger('lanes', 'skip', '--record', record, '--reason', 'noise', '--by', 'ops');
    expect(skipped).toMatchObject({ status: 0, stdout: expect.stringContaining(`${record} was put aside`) });
    expect(await ledger('status', '--wait', '--timeout', '120')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/record .* \(skipped\): put aside by ops: noise \(the lane was stopped by/),
    });
    expect((await arrived()).has('over http')).toBe(true);
  });

  it('is a fact that is in the log: it is put aside at no stage', async () => {
    const fact = (await factsOnTheirWay()).at(-1);
    expect(fact).toBeDefined();
    const { partition = 0, key = null, value } = fact ?? {};
    const staged = JSON.parse(value?.toString() ?? '{}') as { factNumber: number };
    const ahead = JSON.stringify({ ...staged, factNumber: staged.factNumber + 1_000, seq: 1_000_000 });
    const copy = JSON.stringify({ ...staged, factNumber: staged.factNumber + 1_000 });
    await write(
      { topic: STAGE_TOPIC, partition, key, value: ahead },
      { topic: STAGE_TOPIC, partition, key, value: copy },
    );
    // The first of them names a fact that the log does not have.
    const noFact = await untilStopped(partition);
    expect(await ledger('lanes', 'skip', '--record', noFact, '--reason', 'forged')).toMatchObject({ status: 0 });
    const record = await untilStopped(partition);
    expect(record).not.toBe(noFact);
    expect(await ledger('lanes', 'skip', '--record', record, '--reason', 'x')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/no stage skips a fact: it waits for a build of attribution/),
    });
  });
});

/** The record at which attribution's lane is stopped, as `ledger status` names it. */
async function untilStopped(partition: number): Promise<string> {
  let record = '';
  await waitUntil(
    'the status names the record',
    async () => {
      const { stdout, status } = await ledger('status');
      const named = new RegExp(`lane ${STAGE_TOPIC}/${partition} is stopped at record (\\S+):`).exec(stdout);
      record = named?.[1] ?? '';
      return status === 1 && record !== '';
    },
    60_000,
  );
  expect(record).toContain(recordName({ topic: STAGE_TOPIC, partition, offset: 0n }).replace(/0$/, ''));
  return record;
}
