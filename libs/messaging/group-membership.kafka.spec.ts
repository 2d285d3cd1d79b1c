import { setTimeout as sleep } from 'node:timers/promises';
import {
  closeConsumingServices,
  startConsumingService,
  type ConsumingService,
} from '../../test/support/consuming-service';
import { committed, freshName, freshTopic, numbered, produce, testKafkaSettings } from '../../test/support/kafka-topic';
import { waitUntil } from '../../test/support/wait-until';
import type { RecordBatch } from './received-record';

const PARTITIONS = 4;

interface Handled {
  readonly member: string;
  readonly partition: number;
  readonly offset: bigint;
}

async function allCommitted(groupId: string, topic: string, total: bigint): Promise<boolean> {
  const offsets = await Promise.all(
    Array.from({ length: PARTITIONS }, (_, partition) => committed(groupId, topic, partition)),
  );
  return offsets.reduce<bigint>((sum, offset) => sum + (offset ?? 0n), 0n) === total;
}

/** Every offset of every partition at least once, and each member's own in rising order apart from repetitions. */
function expectNothingLost(handled: readonly Handled[], total: number): void {
  const distinct = new Set(handled.map(({ partition, offset }) => `${partition}/${offset}`));
  expect(distinct.size).toBe(total);
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    const offsets = handled.filter((record) => record.partition === partition).map(({ offset }) => offset);
    const firstTimes = offsets.filter((offset, index) => offsets.indexOf(offset) === index);
    expect(firstTimes).toEqual(firstTimes.map((_, index) => BigInt(index)));
  }
}

afterEach(closeConsumingServices);

describe('members that share a topic', () => {
  it('lose no record and keep the order of each lane while members come and go', async () => {
    const topic = await freshTopic('rebalance', PARTITIONS);
    const groupId = freshName('group');
    const settings = testKafkaSettings({ KAFKA_MAXIMUM_BATCH_RECORDS: '20' });
    const handled: Handled[] = [];
    const start = (member: string): Promise<ConsumingService> =>
      startConsumingService({
        topics: [topic],
        groupId,
        settings,
        handle: async ({ records, partition }) => {
          await sleep(5);
          handled.push(...records.map(({ offset }) => ({ member, partition, offset })));
        },
      });
    const works = (member: string): boolean => handled.some((record) => record.member === member);
    let written = 0;
    let isOver = false;
    const writeUntilOver = async (): Promise<void> => {
      for (; !isOver; written += 100) {
        await produce(Array.from({ length: 100 }, (_, index) => ({ topic, key: `k${index}`, value: 'x' })));
      }
    };

    const first = await start('first');
    const writing = writeUntilOver();
    await waitUntil('the first works', () => works('first'));
    const second = await start('second');
    await waitUntil('the second works', () => works('second'));
    await first.close();
    const third = await start('third');
    await waitUntil('the third works', () => works('third'));
    isOver = true;
    await writing;
    await waitUntil('all is committed', () => allCommitted(groupId, topic, BigInt(written)));
    await Promise.all([second.close(), third.close()]);

    expectNothingLost(handled, written);
    expect([first, second, third].flatMap(({ stopped, fatal }) => [...stopped, ...fatal])).toEqual([]);
  }, 60_000);

  it('do not commit a batch whose partitions were given to others meanwhile, and abort its handler', async () => {
    const topic = await freshTopic('fenced');
    const groupId = freshName('group');
    await produce(numbered(topic, 2));
    // The group waits one second only for members that are busy when it rebalances.
    const settings = testKafkaSettings({ KAFKA_REBALANCE_TIMEOUT_MS: '1000' });
    let aborted = false;
    let busy = false;
    const slow = await startConsumingService({
      topics: [topic],
      groupId,
      settings,
      handle: async (_batch: RecordBatch, signal: AbortSignal) => {
        busy = true;
        await new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => resolve());
        });
        aborted = true;
      },
    });
    await waitUntil('the slow member has the records', () => busy);
    const values: string[] = [];
    const quick = await startConsumingService({
      topics: [topic],
      groupId,
      settings,
      handle: ({ records }) => void values.push(...records.map(({ value }) => value?.toString() ?? '')),
    });
    await waitUntil('the slow handler was told', () => aborted);
    busy = false;
    // Whichever of the two gets the partition now: the records must come again, for they were not committed.
    await waitUntil('they came again', () => values.length === 2 || busy);
    expect(slow.stopped).toEqual([]);
    await Promise.all([slow.close(), quick.close()]);
  });
});

describe('a handler that takes longer than the session of its member', () => {
  it('keeps its partition, and is not called twice', async () => {
    const topic = await freshTopic('slow');
    await produce(numbered(topic, 1));
    const settings = testKafkaSettings({ KAFKA_SESSION_TIMEOUT_MS: '1500' });
    let calls = 0;
    const service = await startConsumingService({
      topics: [topic],
      settings,
      handle: async () => {
        calls += 1;
        await sleep(4_000);
      },
    });
    await waitUntil('the record is committed', async () => (await committed(service.groupId, topic)) === 1n);
    expect(calls).toBe(1);
    await service.close();
  });

  it('is not sent more while it works', async () => {
    const topic = await freshTopic('pressure');
    await produce(numbered(topic, 3_000));
    const settings = testKafkaSettings({ KAFKA_MAXIMUM_BATCH_RECORDS: '100' });
    let [underWay, most, handled] = [0, 0, 0];
    const service = await startConsumingService({
      topics: [topic],
      settings,
      handle: async ({ records }) => {
        underWay += records.length;
        most = Math.max(most, underWay);
        await sleep(10);
        underWay -= records.length;
        handled += records.length;
      },
    });
    await waitUntil('all were handled', () => handled === 3_000);
    expect(most).toBe(100);
    await service.close();
  });
});

describe('a service that is told to stop', () => {
  it('finishes its batch, commits it and takes no other', async () => {
    const topic = await freshTopic('graceful');
    await produce(numbered(topic, 100));
    const settings = testKafkaSettings({ KAFKA_MAXIMUM_BATCH_RECORDS: '10' });
    const groupId = freshName('group');
    let handled = 0;
    const service = await startConsumingService({
      topics: [topic],
      settings,
      groupId,
      handle: async ({ records }) => {
        await sleep(300);
        handled += records.length;
      },
    });
    await waitUntil('it works', () => handled > 0);
    const startedAt = Date.now();
    await service.close();
    expect(Date.now() - startedAt).toBeLessThan(3_000);
    expect(handled).toBeLessThan(100);
    expect(await committed(groupId, topic)).toBe(BigInt(handled));
  });

  it('ends in time even if a handler hangs, and leaves its records uncommitted', async () => {
    const topic = await freshTopic('hangs');
    await produce(numbered(topic, 1));
    const groupId = freshName('group');
    let busy = false;
    let signalled = false;
    const service = await startConsumingService({
      topics: [topic],
      groupId,
      handle: async (_batch: RecordBatch, signal: AbortSignal) => {
        busy = true;
        await new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => {
            signalled = true;
            resolve();
          });
        });
      },
    });
    await waitUntil('it works', () => busy);
    const startedAt = Date.now();
    await service.close();
    expect(Date.now() - startedAt).toBeLessThan(9_000);
    expect(signalled).toBe(true);
    expect(await committed(groupId, topic)).toBeNull();
  });
});
