import { startPrivateKafka, type PrivateKafka } from '../../../test/support/kafka-private-broker';
import { silentKafkaLog } from '@ledger/messaging/kafka-log';
import { createKafka } from '@ledger/messaging/kafka-client';
import { deadLetterRecord } from '@ledger/messaging/dead-letter';
import { IdempotentProducer } from '@ledger/messaging/idempotent-producer';
import { readKafkaSettings } from '@ledger/messaging/kafka-settings';
import { CHECKOUT_TOPIC } from '@ledger/messaging/topics';

/** A broker of its own: these commands work on the ledger's real topics. */
let broker: PrivateKafka;
const environment = process.env;

beforeAll(async () => {
  broker = await startPrivateKafka();
}, 60_000);

beforeEach(() => {
  process.env = { ...environment, KAFKA_BROKERS: broker.brokers.join(','), KAFKA_PARTITIONS: '2' };
});

afterEach(() => {
  process.env = environment;
  process.exitCode = undefined;
});

afterAll(() => broker.remove());

interface Outcome {
  readonly out: string;
  readonly error: string;
  readonly status: number;
}

/** Runs one command of the ledger in this process, as main does; it reads its settings anew, as a process does. */
async function ledger(...args: string[]): Promise<Outcome> {
  jest.resetModules();
  const { Command } = await import('commander');
  const { exitStatusOf } = await import('../exit-status');
  const { addTopicsCommand } = await import('./topics-command');
  const { addDeadLettersCommand } = await import('./dead-letters-command');
  let [out, error] = ['', ''];
  const stdout = jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
  const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((error += String(text)), true));
  const program = new Command('ledger').exitOverride();
  addTopicsCommand(program);
  addDeadLettersCommand(program);
  for (const command of program.commands.flatMap((group) => [group, ...group.commands])) command.exitOverride();
  let status = 0;
  try {
    await program.parseAsync(args, { from: 'user' });
    status = Number(process.exitCode ?? 0);
  } catch (failure) {
    status = exitStatusOf(failure);
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
  }
  return { out, error, status };
}

it('topics check, create, create, check', async () => {
  const missing = await ledger('topics', 'check');
  expect(missing.status).toBe(1);
  expect(missing.error.split('\n')[0]).toBe(`topic ${CHECKOUT_TOPIC} is missing: run "ledger topics create"`);
  process.exitCode = undefined;

  const created = await ledger('topics', 'create');
  expect(created).toMatchObject({ status: 0, error: '' });
  expect(created.out).toMatch(/17 topic\(s\) created, 0 were there before\n$/);
  expect((await ledger('topics', 'create')).out).toBe('0 topic(s) created, 17 were there before\n');
  expect(await ledger('topics', 'check')).toEqual({ status: 0, out: 'all 17 topics are as they must be\n', error: '' });
});

it('one clear line and status 2 without settings, and 1 when nobody answers', async () => {
  process.env = { ...environment, KAFKA_BROKERS: '' };
  const unset = await ledger('topics', 'check');
  expect(unset.status).toBe(2);
  expect(unset.error).toMatch(/^KAFKA_BROKERS is missing: .*\n$/);

  process.env = { ...environment, KAFKA_BROKERS: '127.0.0.1:1' };
  const away = await ledger('dead-letters', 'list');
  expect(away.status).toBe(1);
  expect(away.error).toMatch(
    /^Kafka at 127\.0\.0\.1:1 does not answer \(.*\): start it, or correct KAFKA_BROKERS.*\n$/,
  );
}, 60_000);

it('dead-letters list, show and redrive', async () => {
  await ledger('topics', 'create');
  expect((await ledger('dead-letters', 'list')).out).toBe('no dead letters\n');
  await putAside('{"half":');

  const { out } = await ledger('dead-letters', 'list');
  expect(out).toMatch(
    /│ 0 +│ 2026-03-01T10:00:00\.000Z │ partner-ledger\.checkout\.v1\/1\/7 │ not_json │ ends early +│/,
  );
  const [asJson] = (await ledger('dead-letters', 'list', '--format', 'json')).out.split('\n');
  expect(JSON.parse(asJson ?? '')).toMatchObject({
    number: '0',
    code: 'not_json',
    origin: { topic: CHECKOUT_TOPIC, partition: 1, offset: '7' },
    value: Buffer.from('{"half":').toString('base64'),
  });

  expect((await ledger('dead-letters', 'show', '0')).out).toContain('reason    not_json: ends early\nredriven  never');
  expect((await ledger('dead-letters', 'show', '0', '--raw')).out).toBe('{"half":');
  expect((await ledger('dead-letters', 'redrive', '0')).out).toBe(
    `dead letter 0 was sent back to ${CHECKOUT_TOPIC}, partition 1\n`,
  );
  const twice = await ledger('dead-letters', 'redrive', '0');
  expect(twice.status).toBe(1);
  expect(twice.error).toMatch(/^dead letter 0 was redriven at .*: if it has to go once more, say so with --again\n$/);
  expect((await ledger('dead-letters', 'redrive', '0', '--again')).status).toBe(0);
  expect((await ledger('dead-letters', 'list')).out).toContain('2 ×, last ');
  expect((await ledger('dead-letters', 'show', 'x')).error).toContain('a whole number from "ledger dead-letters list"');
}, 60_000);

async function putAside(value: string): Promise<void> {
  const settings = readKafkaSettings(process.env);
  const producer = new IdempotentProducer({
    kafka: createKafka(settings, silentKafkaLog),
    settings,
    log: silentKafkaLog,
  });
  await producer.connect();
  const record = {
    topic: CHECKOUT_TOPIC,
    partition: 1,
    offset: 7n,
    timestampMs: 0,
    key: Buffer.from('customer'),
    value: Buffer.from(value),
    headers: {},
  };
  const cause = { code: 'not_json', reason: 'ends early', service: 'referral-intake' };
  await producer.send([deadLetterRecord(record, cause, new Date('2026-03-01T10:00:00Z'))]);
  await producer.close();
}
