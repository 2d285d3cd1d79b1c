import type { EventStoreKind } from '@ledger/hosting/settings/event-store-settings';
import { STAGE_SERVICES, type StageService } from '@ledger/messaging/topics';
import { waitUntil } from '../support/wait-until';
import { ClusterUnderTest } from './cluster-under-test';
import { largeFacts, oneMore } from './large-facts';

/** What a topic takes whose settings nobody touched. */
const DEFAULT_MESSAGE_BYTES = 1_048_588;
const VISIBLE_MS = 300_000;
const TEST_MS = 900_000;

/**
 * How an event is kept that is too large differs by store, and is tried with both; what a service does again does not.
 * Postgres keeps an event as it comes, so on it one fact has to do.
 */
const KILLS: Readonly<Record<EventStoreKind, readonly (readonly [string, readonly StageService[]])[]>> = {
  eventstoredb: [
    ['append-sent', ['referral-intake', 'commission']],
    ['after-produce', STAGE_SERVICES],
  ],
  postgres: [['append-sent', ['commission']]],
};

describe.each<EventStoreKind>(['eventstoredb', 'postgres'])('facts at the limits, with the log in %s', (eventStore) => {
  let cluster: ClusterUnderTest;

  beforeAll(async () => {
    const patience = { KAFKA_SESSION_TIMEOUT_MS: '30000', KAFKA_REBALANCE_TIMEOUT_MS: '60000' };
    cluster = await ClusterUnderTest.start(eventStore, { ...patience, EVENTSTORE_ANSWER_TIMEOUT_MS: '20000' });
    await cluster.limitMessages(DEFAULT_MESSAGE_BYTES);
  }, 150_000);

  afterAll(() => cluster.stop(), 60_000);

  it(
    'pass all stages on topics as Kafka makes them, and the ledger is the replay of them',
    async () => {
      for (const piece of largeFacts(eventStore === 'postgres')) {
        await cluster.offer(piece);
        await cluster.untilVisible(VISIBLE_MS);
      }
      await cluster.expectWhole(VISIBLE_MS);
      const { programs } = JSON.parse(await cluster.exported()) as {
        programs: { program: string; rejected: object[] }[];
      };
      expect(programs.find(({ program }) => program === 'plixo')?.rejected).toEqual([]);
    },
    TEST_MS,
  );

  // What is recorded of it goes in several appends: a service dies between the first and the second. The others append nothing.
  it.each(KILLS[eventStore])(
    'pass all stages also where services die %s',
    async (moment, services) => {
      cluster.killed.length = 0;
      cluster.arm(moment, services);
      await cluster.offer([oneMore(`invoice ${moment}`)]);
      await waitUntil('each service died', () => new Set(cluster.killed).size === services.length, VISIBLE_MS);
      await cluster.untilVisible(VISIBLE_MS);
    },
    TEST_MS,
  );

  it(
    'leave, after all that, a ledger that is the replay of its facts, and a log that holds',
    async () => {
      await cluster.expectWhole(VISIBLE_MS);
      await cluster.expectLogHolds();
    },
    TEST_MS,
  );
});
