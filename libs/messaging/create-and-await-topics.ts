import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin, ITopicConfig } from 'kafkajs';

const TIMEOUT_MS = 20_000;
const POLL_MS = 50;

/**
 * Creates topics and waits until the broker that is asked knows them. kafkajs can wait too, but fails when the news
 * has not reached that broker yet, which on a busy one takes a moment. Topics that someone else created are no error.
 * @throws errors of kafkajs, or an Error naming the topics that are still not known after some time
 */
export async function createAndAwaitTopics(admin: Admin, topics: ITopicConfig[]): Promise<void> {
  await admin.createTopics({ topics, waitForLeaders: false, timeout: TIMEOUT_MS });
  const deadline = Date.now() + TIMEOUT_MS;
  for (;;) {
    const known = new Set(await admin.listTopics());
    const missing = topics.map(({ topic }) => topic).filter((topic) => !known.has(topic));
    if (missing.length === 0) return;
    if (Date.now() > deadline) {
      throw new Error(
        `Kafka took the order to create ${missing.join(', ')}, but does not know them after ${TIMEOUT_MS / 1000} s`,
      );
    }
    await sleep(POLL_MS);
  }
}
