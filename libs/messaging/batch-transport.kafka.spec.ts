import { committed, freshTopic, numbered, produce } from '../../test/support/kafka-topic';
import { startConsumingService } from '../../test/support/consuming-service';
import { waitUntil } from '../../test/support/wait-until';

const textOf = (value: Buffer | null): string => value?.toString() ?? '';

describe('records reach their handler', () => {
  it('in the order of their key, each once, and are committed after it', async () => {
    const topic = await freshTopic('order', 3);
    const keys = ['a', 'b', 'c', 'd', 'e'];
    const records = Array.from({ length: 500 }, (_, index) => ({
      topic,
      key: keys[index % keys.length] ?? '',
      value: String(index),
    }));
    await produce(records);

    const seen: { key: string; value: string }[] = [];
    const service = await startConsumingService({
      topics: [topic],
      handle: ({ records }) => {
        for (const { key, value } of records) seen.push({ key: textOf(key), value: textOf(value) });
      },
    });
    await waitUntil('all records were handled', () => seen.length >= records.length);
    await service.close();

    for (const wanted of keys) {
      expect(seen.filter(({ key }) => key === wanted).map(({ value }) => value)).toEqual(
        records.filter(({ key }) => key === wanted).map(({ value }) => value),
      );
    }
    const perPartition = await Promise.all([0, 1, 2].map((partition) => committed(service.groupId, topic, partition)));
    expect(perPartition.reduce<bigint>((sum, offset) => sum + (offset ?? 0n), 0n)).toBe(500n);
  });

  it('with key, headers, offset and bytes as they were written', async () => {
    const topic = await freshTopic('bytes');
    const value = Buffer.from([0xff, 0x00, 0xfe]);
    await produce([{ topic, key: 'k', value, headers: { traceparent: '00-1', twice: ['x', 'y'] } }]);

    const batches: unknown[] = [];
    const service = await startConsumingService({ topics: [topic], handle: (batch) => void batches.push(batch) });
    await waitUntil('the record was handled', () => batches.length > 0);
    await service.close();

    const headers = { traceparent: [Buffer.from('00-1')], twice: [Buffer.from('x'), Buffer.from('y')] };
    expect(batches).toEqual([
      {
        topic,
        partition: 0,
        records: [
          { topic, partition: 0, offset: 0n, timestampMs: expect.any(Number), key: Buffer.from('k'), value, headers },
        ],
      },
    ]);
  });

  it('at most so many at once as the settings say', async () => {
    const topic = await freshTopic('slices');
    await produce(numbered(topic, 1_200));
    const sizes: number[] = [];
    const service = await startConsumingService({
      topics: [topic],
      handle: ({ records }) => void sizes.push(records.length),
    });
    await waitUntil('all were handled', () => sizes.reduce((sum, size) => sum + size, 0) === 1_200);
    await service.close();
    expect(Math.max(...sizes)).toBe(500);
  });
});

describe('an offset is committed', () => {
  it('only after the handler has finished', async () => {
    const topic = await freshTopic('commit');
    await produce(numbered(topic, 3));
    let finish: () => void = () => undefined;
    const handled = new Promise<void>((resolve) => (finish = resolve));
    let started = false;
    const service = await startConsumingService({
      topics: [topic],
      handle: async () => {
        started = true;
        await handled;
      },
    });
    await waitUntil('the handler has the records', () => started);
    expect(await committed(service.groupId, topic)).toBeNull();
    finish();
    await waitUntil('they are committed', async () => (await committed(service.groupId, topic)) === 3n);
    await service.close();
  });

  it('not when the handler fails: the next member gets the same records', async () => {
    const topic = await freshTopic('again');
    await produce(numbered(topic, 3));
    const failing = await startConsumingService({
      topics: [topic],
      handle: () => {
        throw new Error('the ledger would be wrong');
      },
    });
    await waitUntil('the lane has stopped', () => failing.stopped.length > 0);
    await failing.close();

    const values: string[] = [];
    const next = await startConsumingService({
      topics: [topic],
      groupId: failing.groupId,
      handle: ({ records }) => void values.push(...records.map(({ value }) => textOf(value))),
    });
    await waitUntil('they came again', () => values.length >= 3);
    await next.close();
    expect(values).toEqual(['0', '1', '2']);
  });
});
