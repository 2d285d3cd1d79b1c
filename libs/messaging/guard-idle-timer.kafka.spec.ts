import { setTimeout as sleep } from 'node:timers/promises';
import { testKafka, withAdmin } from '../../test/support/kafka-topic';

const OBSERVED_MS = 500;

it('an idle connection neither wakes up every millisecond nor asks for a negative timeout', async () => {
  await withAdmin(testKafka(), async (admin) => {
    await admin.listTopics();
    const timers = jest.spyOn(global, 'setTimeout');
    await sleep(OBSERVED_MS);
    const delays = timers.mock.calls.map(([, delayMs]) => delayMs ?? 0);
    timers.mockRestore();
    // Unguarded, kafkajs sets some hundred in this time.
    expect(delays.length).toBeLessThan(10);
    expect(delays.filter((delayMs) => delayMs < 0)).toEqual([]);
  });
});

it('requests still get their answers one after the other', async () => {
  await withAdmin(testKafka(), async (admin) => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => admin.describeCluster()));
    expect(answers.every(({ brokers }) => brokers.length > 0)).toBe(true);
  });
});
