import { closeConsumingServices, startConsumingService } from '../../../test/support/consuming-service';
import { CODECS, send, step, type ProducerStep, type SentRecord } from '../../../test/foreign-clients/script';
import { withEachClient } from '../../../test/foreign-clients/with-each-client';
import { committed, freshName, freshTopic, testKafka, withAdmin } from '../../../test/support/kafka-topic';
import { waitUntil } from '../../../test/support/wait-until';
import type { ReceivedRecord } from '../received-record';

afterEach(closeConsumingServices);

// What is unpacked in JavaScript takes its time on a busy machine.
jest.setTimeout(180_000);

const BOMB_BYTES = 80 * 1_024 * 1_024;

/** Reads a topic as the services do, until its group has no lag; answers what the handler was given. */
async function readAll(topic: string): Promise<readonly ReceivedRecord[]> {
  const taken: ReceivedRecord[] = [];
  const service = await startConsumingService({
    topics: [topic],
    handle: ({ records }) => void taken.push(...records),
  });
  const [range] = await withAdmin(testKafka(), (admin) => admin.fetchTopicOffsets(topic));
  const end = BigInt(range?.high ?? 0);
  await waitUntil('the group has no lag', async () => (await committed(service.groupId, topic)) === end, 120_000);
  expect(service.stopped).toEqual([]);
  expect(service.fatal).toEqual([]);
  await service.close();
  return taken;
}

const texts = (records: readonly ReceivedRecord[]) => records.map(({ value }) => value?.toString() ?? null);

withEachClient((client) => {
  describe('compressed records are read', () => {
    it.each(CODECS)('with %s', async (compression) => {
      const topic = await freshTopic(compression);
      const values = Array.from({ length: 300 }, (_, index) => `${index} `.repeat(index));
      const sent = values.map((value) => send('p', { topic, value }));
      await client.play({ producers: { p: { compression, oneBatch: true } }, steps: sent });
      expect(texts(await readAll(topic))).toEqual(values);
    });

    it.each(['gzip', 'lz4', 'zstd'] as const)(
      'with %s, up to a limit: what lies around it is read',
      async (compression) => {
        const topic = await freshTopic(compression);
        const steps = [
          send('p', { topic, value: 'before' }),
          send('p', { topic, value: Buffer.alloc(BOMB_BYTES, 'x') }),
          step('p', 'flush'),
          send('p', { topic, value: 'behind' }),
        ];
        await client.play({ producers: { p: { compression, oneBatch: true } }, steps });
        const [before, bomb, behind] = await readAll(topic);
        expect([before, behind].map((record) => record?.value?.toString())).toEqual(['before', 'behind']);
        expect(bomb).toMatchObject({ offset: 1n, undecodable: { firstOffset: 1n } });
        expect(bomb?.undecodable?.reason).toBe(`${compression} unpacks to more than 67108864 bytes`);
        expect(bomb?.value?.length).toBeLessThan(1_000_000);
      },
    );
  });

  describe('records of transactions', () => {
    it('count once committed, and never where aborted, however the transactions overlap', async () => {
      const topic = await freshTopic('overlap');
      const played = overlapping(topic);
      await client.play(played);
      expect(texts(await readAll(topic))).toEqual(played.counting);
    });

    it('count one by one, and the marker at the end is no lag', async () => {
      const topic = await freshTopic('marker');
      const tx = freshName('tx');
      const steps = [step(tx, 'begin'), send(tx, { topic, value: 'in it' }), step(tx, 'commit')];
      await client.play({ producers: { [tx]: { transactional: true } }, steps });
      expect(texts(await readAll(topic))).toEqual(['in it']);
    });
  });

  it('headers may be called anything and have no value', async () => {
    const topic = await freshTopic('headers');
    const headers: SentRecord['headers'] = [
      ['constructor', 'x'],
      ['__proto__', 'y'],
      ['toString', null],
      ['x-trace', null],
      ['twice', '1'],
      ['twice', '2'],
      ['', ''],
    ];
    await client.play({ producers: { p: {} }, steps: [send('p', { topic, value: 'v', headers })] });
    const [record] = await readAll(topic);
    expect(Object.entries(record?.headers ?? {}).map(([name, values]) => [name, values.map(textOrNull)])).toEqual([
      ['constructor', ['x']],
      ['__proto__', ['y']],
      ['toString', [null]],
      ['x-trace', [null]],
      ['twice', ['1', '2']],
      ['', ['']],
    ]);
  });
});

const textOrNull = (value: Buffer | null) => value?.toString() ?? null;

/** Two aborted transactions that end in the other order than they began, with others in between and behind. */
function overlapping(topic: string) {
  const [first, second, third] = [freshName('tx'), freshName('tx'), freshName('tx')];
  const wanted = (producer: string, value: string): ProducerStep => send(producer, { topic, value });
  const steps: ProducerStep[] = [
    step(first, 'begin'),
    wanted(first, 'first: aborted'),
    step(first, 'flush'),
    step(second, 'begin'),
    wanted(second, 'second: aborted'),
    step(second, 'flush'),
    wanted('plain', 'plain'),
    step('plain', 'flush'),
    step(third, 'begin'),
    wanted(third, 'third: counts'),
    step(third, 'flush'),
    wanted(first, 'first: aborted too'),
    step(first, 'flush'),
    step(second, 'abort'),
    step(second, 'begin'),
    wanted(second, 'second: counts'),
    step(second, 'flush'),
    step(first, 'abort'),
    step(third, 'commit'),
    step(second, 'commit'),
    step(first, 'begin'),
    wanted(first, 'first: aborted again'),
    step(first, 'abort'),
  ];
  const transactional = { transactional: true };
  return {
    producers: { [first]: transactional, [second]: transactional, [third]: transactional, plain: {} },
    steps,
    counting: ['plain', 'third: counts', 'second: counts'],
  };
}
