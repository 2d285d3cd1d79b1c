import { closeConsumingServices, startConsumingService } from '../../test/support/consuming-service';
import {
  committed,
  freshName,
  freshTopic,
  numbered,
  produce,
  testKafka,
  withAdmin,
} from '../../test/support/kafka-topic';
import { waitUntil } from '../../test/support/wait-until';
import { RetryLater } from './lane';
import type { RecordBatch } from './received-record';

const valuesOf = ({ records }: RecordBatch): string[] => records.map(({ value }) => value?.toString() ?? '');

/** As retention does it. */
async function deleteRecordsBefore(topic: string, offset: string): Promise<void> {
  await withAdmin(testKafka(), async (admin) => {
    // kafkajs's admin finds a topic's leader only once it has its metadata.
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset }] });
  });
}

afterEach(closeConsumingServices);

describe('a lane whose handler fails', () => {
  it('stops, says where and why, and skips nothing, while the other lanes go on', async () => {
    const [broken, sound] = [await freshTopic('broken'), await freshTopic('sound')];
    await produce([...numbered(broken, 2), ...numbered(sound, 2)]);
    const handled: string[] = [];
    const service = await startConsumingService({
      topics: [broken, sound],
      handle: (batch) => {
        if (batch.topic === broken) throw new Error('fact 7 contradicts its state');
        handled.push(...valuesOf(batch));
      },
    });
    await waitUntil('the broken lane has stopped', () => service.stopped.length > 0);
    await produce([...numbered(broken, 1), ...numbered(sound, 3)]);
    await waitUntil('the sound lane went on', () => handled.length === 5);

    expect(service.stopped).toEqual([
      {
        topic: broken,
        partition: 0,
        state: 'stopped',
        nextOffset: 0n,
        reason: `fact 7 contradicts its state (record ${broken}/0/0)`,
        stoppedAt: expect.objectContaining({ offset: 0n, value: Buffer.from('0') }),
      },
    ]);
    expect(service.transport.lanes()).toContainEqual(expect.objectContaining({ topic: broken, state: 'stopped' }));
    expect(service.transport.lanes()).toContainEqual(expect.objectContaining({ topic: sound, state: 'running' }));
    expect(await committed(service.groupId, broken)).toBeNull();
  });

  it('stops at the one record of several that fails, when those before it are done', async () => {
    const topic = await freshTopic('one');
    await produce(numbered(topic, 9));
    const handled: string[] = [];
    const service = await startConsumingService({
      topics: [topic],
      handle: (batch) => {
        if (valuesOf(batch).includes('6')) throw new Error('no such fact');
        handled.push(...valuesOf(batch));
      },
    });
    await waitUntil('the lane has stopped', () => service.stopped.length > 0);
    expect(handled).toEqual(['0', '1', '2', '3', '4', '5']);
    expect(service.stopped).toMatchObject([{ nextOffset: 6n, stoppedAt: { offset: 6n } }]);
    expect(await committed(service.groupId, topic)).toBe(6n);
  });

  it('goes on behind the record that somebody had put aside, and behind no other', async () => {
    const topic = await freshTopic('skip');
    await produce(numbered(topic, 5));
    const handled: string[] = [];
    const service = await startConsumingService({
      topics: [topic],
      handle: (batch) => {
        if (valuesOf(batch).some((value) => value === '2' || value === '4')) throw new Error('no such fact');
        handled.push(...valuesOf(batch));
      },
    });
    await waitUntil('the lane has stopped', () => service.stopped.length === 1);
    const cause = { code: 'skipped', reason: 'a test', service: 'test' };
    expect(service.transport.skipRecord({ topic, partition: 0 }, { offset: 1n, cause })).toBe(false);
    expect(service.transport.skipRecord({ topic, partition: 0 }, { offset: 2n, cause })).toBe(true);

    await waitUntil('it has stopped at the next one', () => service.stopped.length === 2);
    expect(handled).toEqual(['0', '1', '3']);
    expect(service.putAside).toMatchObject([{ record: { offset: 2n, value: Buffer.from('2') }, cause }]);
    expect(service.stopped[1]).toMatchObject({ stoppedAt: { offset: 4n } });
    expect(await committed(service.groupId, topic)).toBe(4n);
  });

  it('goes on with the same records once it is resumed', async () => {
    const topic = await freshTopic('resume');
    await produce(numbered(topic, 3));
    let cured = false;
    const handled: string[] = [];
    const service = await startConsumingService({
      topics: [topic],
      handle: (batch) => {
        if (!cured) throw new Error('a bug');
        handled.push(...valuesOf(batch));
      },
    });
    await waitUntil('the lane has stopped', () => service.stopped.length === 1);
    cured = true;
    service.transport.resumeLane({ topic, partition: 0 });
    await waitUntil('the records were handled', () => handled.length === 3);
    await waitUntil('the lane says so', () => service.recovered.length === 1);
    expect(handled).toEqual(['0', '1', '2']);
  });

  it('waits with growing pauses where the handler says that waiting helps, and tries the same records again', async () => {
    const topic = await freshTopic('wait');
    await produce(numbered(topic, 2));
    let attempts = 0;
    const handled: string[] = [];
    const service = await startConsumingService({
      topics: [topic],
      handle: (batch) => {
        attempts += 1;
        if (attempts < 4) throw new RetryLater('the event store does not answer');
        handled.push(...valuesOf(batch));
      },
    });
    await waitUntil('the records were handled', () => handled.length === 2);
    await waitUntil('they are committed', async () => (await committed(service.groupId, topic)) === 2n);
    expect(service.waits.map(({ waitMs }) => waitMs)).toEqual([250, 500, 1_000]);
    expect(service.waits[0]?.lane.reason).toContain('the event store does not answer');
    expect(service.stopped).toEqual([]);
    expect(service.recovered).toHaveLength(1);
  });
});

describe('a lane that was stopped because records are missing', () => {
  it('says which were deleted before they were worked on, instead of going on behind them', async () => {
    const topic = await freshTopic('deleted');
    const groupId = freshName('group');
    await produce(numbered(topic, 10));
    await withAdmin(testKafka(), (admin) =>
      admin.setOffsets({ groupId, topic, partitions: [{ partition: 0, offset: '2' }] }),
    );
    await deleteRecordsBefore(topic, '6');
    const handled: string[] = [];
    const service = await startConsumingService({
      topics: [topic],
      groupId,
      handle: (batch) => void handled.push(...valuesOf(batch)),
    });
    await waitUntil('the lane has stopped', () => service.stopped.length === 1);
    expect(service.stopped[0]?.reason).toMatch(
      /^the records 2 to 5 were deleted \(retention\) before they were worked on/,
    );
    expect(handled).toEqual([]);
    expect(await committed(groupId, topic)).toBe(2n);
  });

  it('says that the topic is shorter than what the group has done', async () => {
    const topic = await freshTopic('recreated');
    const groupId = freshName('group');
    await produce(numbered(topic, 3));
    await withAdmin(testKafka(), (admin) =>
      admin.setOffsets({ groupId, topic, partitions: [{ partition: 0, offset: '500' }] }),
    );
    const service = await startConsumingService({ topics: [topic], groupId, handle: () => undefined });
    await waitUntil('the lane has stopped', () => service.stopped.length === 1);
    expect(service.stopped[0]?.reason).toMatch(
      /^the group has worked on the records before 500, but the topic ends at 3/,
    );
  });

  it('notices also while it runs', async () => {
    const topic = await freshTopic('deleted-later');
    await produce(numbered(topic, 4));
    let failing = true;
    const handled: string[] = [];
    const service = await startConsumingService({
      topics: [topic],
      handle: (batch) => {
        if (failing) throw new Error('a bug');
        handled.push(...valuesOf(batch));
      },
    });
    await waitUntil('the lane has stopped', () => service.stopped.length === 1);
    await deleteRecordsBefore(topic, '3');
    failing = false;
    service.transport.resumeLane({ topic, partition: 0 });
    await waitUntil('the lane has stopped again', () => service.stopped.length === 2);
    expect(service.stopped[1]?.reason).toMatch(/^the records 0 to 2 are not in the topic any more/);
    expect(handled).toEqual([]);
  });
});
