import { BatchTransport } from './batch-transport';
import { silentKafkaLog } from './kafka-log';
import { readKafkaSettings } from './kafka-settings';

function transport(): BatchTransport {
  const ignore = (): void => undefined;
  return new BatchTransport({
    settings: readKafkaSettings({ KAFKA_BROKERS: '127.0.0.1:1' }),
    log: silentKafkaLog,
    groupId: 'partner-ledger.commission',
    reports: { laneStopped: ignore, laneWaiting: ignore, laneRecovered: ignore },
    onFatal: ignore,
    putAside: () => Promise.resolve(),
  });
}

const handler = () => Promise.resolve();

function refusal(server: BatchTransport): Promise<string | undefined> {
  return new Promise((resolve) => server.listen((failure) => resolve(failure?.message)));
}

it('refuses to start without a handler', async () => {
  expect(await refusal(transport())).toBe(
    'group partner-ledger.commission has no handler: no @EventPattern with { batch: true } was found',
  );
});

it('refuses a handler of single messages', async () => {
  const server = transport();
  server.addHandler('topic', handler, true, {});
  expect(await refusal(server)).toMatch(/^the handler of topic must be an @EventPattern with \{ batch: true \}/);
});

it('refuses a handler that expects to answer', async () => {
  const server = transport();
  server.addHandler('topic', handler, false, { batch: true });
  expect(await refusal(server)).toMatch(/^the handler of topic must be an @EventPattern/);
});

it('refuses two handlers for one topic', async () => {
  const server = transport();
  server.addHandler('topic', handler, true, { batch: true });
  server.addHandler('topic', () => Promise.resolve(), true, { batch: true });
  expect(await refusal(server)).toMatch(/^topic topic has more than one handler/);
});

it('can be closed before it has started', async () => {
  await expect(transport().close()).resolves.toBeUndefined();
  expect(transport().lanes()).toEqual([]);
});
