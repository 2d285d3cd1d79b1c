import { setTimeout as sleep } from 'node:timers/promises';
import { listDeadLetters } from '@ledger/messaging/dead-letter-box';
import { CHECKOUT_TOPIC, PARTNERS_TOPIC, REVENUE_TOPIC, STAGE_SERVICES } from '@ledger/messaging/topics';
import { CLUSTER_STEPS } from '@ledger/hosting/local-cluster/cluster-steps';
import type { EventStoreKind } from '@ledger/hosting/settings/event-store-settings';
import { join } from 'node:path';
import { waitUntil } from '../support/wait-until';
import { ClusterUnderTest } from './cluster-under-test';
import { samplePieces } from './offered-events';
import { readAfterAnswers } from './read-after-an-answer';

const START_MS = 150_000;
const FAULT_MS = 150_000;

/** Where a service is killed; each of the five dies there once. */
const MOMENTS = ['after-fetch', 'after-decide', 'append-sent', 'after-append', 'after-produce'] as const;
const PROJECTION_MOMENTS = ['projection-before-commit', 'projection-after-commit'] as const;
const INTAKE_MOMENTS = ['intake-after-fetch', 'intake-after-produce'] as const;

/**
 * What the five services, two instances each, on a real broker must survive. The samples of all programs go through
 * Kafka, a piece under each fault; after each nothing is missing, and the ledger is the replay of its facts.
 */
export function describeCluster(eventStore: EventStoreKind): void {
  const pieces = samplePieces(30);
  let next = 0;
  const piece = () => {
    const taken = pieces[next++];
    if (taken === undefined) throw new Error('the samples are cut into too few pieces for so many tests');
    return taken;
  };
  let cluster: ClusterUnderTest;

  beforeAll(async () => {
    cluster = await ClusterUnderTest.start(eventStore);
    process.stderr.write(
      `The cluster runs on Kafka at ${cluster.broker.brokers.join()} and ${cluster.eventStoreName}\n`,
    );
  }, START_MS);

  afterAll(() => cluster.stop(), 60_000);

  it('takes a third of the samples of all programs through Kafka, and is the replay of its facts', async () => {
    for (let count = 0; count < 10; count += 1) await cluster.offer(piece());
    await cluster.expectWhole();
  }, 120_000);

  it('shows in every process what followed from an event, to a read after its answer', async () => {
    for (const partner of ['after-1', 'after-2', 'after-3']) {
      expect(await readAfterAnswers(cluster, partner)).toEqual(cluster.instancesOf('commission').map(() => ['1000']));
    }
  }, 120_000);

  it.each(MOMENTS)(
    'kill -9 of every service %s',
    async (moment) => {
      cluster.killed.length = 0;
      cluster.arm(moment);
      await cluster.offer(piece());
      await waitUntil(
        `each service died ${moment}`,
        () => new Set(cluster.killed).size === STAGE_SERVICES.length,
        90_000,
      );
      await cluster.expectWhole();
    },
    FAULT_MS,
  );

  it.each([...INTAKE_MOMENTS, ...PROJECTION_MOMENTS])(
    'kill -9 %s',
    async (moment) => {
      cluster.killed.length = 0;
      cluster.arm(moment);
      await cluster.offer(piece());
      await waitUntil(`a service died ${moment}`, () => cluster.killed.some((end) => end.endsWith('SIGKILL')), 60_000);
      cluster.disarm();
      await cluster.expectWhole();
    },
    FAULT_MS,
  );

  it(
    'a rebalance: one instance of every service leaves and comes back',
    async () => {
      const leaving = cluster.fleet.members.filter(({ number }) => number === 2);
      await Promise.all([cluster.offer(piece()), ...leaving.map((member) => cluster.fleet.restart(member))]);
      await cluster.expectWhole();
    },
    FAULT_MS,
  );

  it(
    'a restart of the broker',
    async () => {
      await Promise.all([cluster.offer(piece()), cluster.broker.restart()]);
      await cluster.expectWhole();
    },
    FAULT_MS,
  );

  it(
    'a restart of Postgres',
    async () => {
      await Promise.all([cluster.offer(piece()), cluster.restartPostgres()]);
      await cluster.expectWhole();
    },
    FAULT_MS,
  );

  if (eventStore === 'eventstoredb' && process.env['EVENTSTORE_URL'] === undefined) {
    it(
      'a kill -9 and restart of the event store',
      async () => {
        const server = cluster.eventStoreDb;
        await cluster.offer(piece());
        await server?.kill();
        await server?.restart();
        await cluster.expectWhole();
      },
      FAULT_MS,
    );
  } else if (eventStore === 'eventstoredb') {
    process.stderr.write('not run: a kill -9 of the event store, because EVENTSTORE_URL names a server of yours\n');
  }

  it(
    'a slow connection to the event store',
    async () => {
      cluster.proxy.slowDown(120);
      await cluster.offer(piece());
      await sleep(1_500);
      cluster.proxy.slowDown(0);
      await cluster.expectWhole();
    },
    FAULT_MS,
  );

  it(
    'connections to the event store that are left half open',
    async () => {
      expect(cluster.proxy.leaveHalfOpen()).toBeGreaterThan(0);
      await cluster.offer(piece());
      await cluster.expectWhole();
    },
    FAULT_MS,
  );

  it(
    'records that are no events: dead letters, or rejections, and nothing stops',
    async () => {
      const before = (await listDeadLetters(cluster.kafka)).length;
      await cluster.send(REVENUE_TOPIC, 'k', 'this is not JSON');
      await cluster.send(REVENUE_TOPIC, 'k', Buffer.from([0x22, 0xff, 0x22]));
      await cluster.send(REVENUE_TOPIC, null, null);
      await cluster.send(CHECKOUT_TOPIC, 'k', JSON.stringify({ type: 'invoice.paid', program: 'plixo' }));
      await cluster.send(PARTNERS_TOPIC, 'k', '[]');
      for (const value of ['5', '{"program":"plixo"}', '{"program":"nobody knows it"}', '{"type":"no.such_type"}']) {
        await cluster.send(PARTNERS_TOPIC, 'k', value);
        cluster.offered += 1;
      }
      await cluster.offer(piece());
      await cluster.expectWhole();
      const codes = (await listDeadLetters(cluster.kafka)).slice(before).map(({ letter }) => letter.cause.code);
      expect(codes.sort()).toEqual(['batch', 'not_json', 'not_json', 'not_json', 'wrong_topic']);
    },
    FAULT_MS,
  );

  it(
    'a gate whose clock is a day ahead says so and takes nothing',
    async () => {
      const ahead = { LEDGER_CLOCK: 'wall', NODE_OPTIONS: `--require ${join(__dirname, 'day-ahead.cjs')}` };
      await cluster.restartService('referral-intake', ahead);
      const before = (await cluster.facts()).length;
      await cluster.offer(piece());
      const says = async () => (await cluster.haltedReasons()).some((reason) => reason.includes('1440 minutes ahead'));
      await waitUntil('the gate says that its clock is wrong', says, 30_000);
      expect(await cluster.facts()).toHaveLength(before);
      await cluster.restartService('referral-intake');
      await cluster.expectWhole();
    },
    FAULT_MS,
  );

  it(
    'everything delivered once more, to every group, from the beginning',
    async () => {
      await cluster.offer(piece());
      await cluster.expectWhole();
      const before = await cluster.exported();
      await cluster.fleet.whileDown(() =>
        cluster.deliverAllAgain(new Map(CLUSTER_STEPS.map(({ groupId, topics }) => [groupId, topics]))),
      );
      await cluster.offer(pieces.slice(next).flat());
      await cluster.expectWhole();
      expect((await cluster.exported()).length).toBeGreaterThanOrEqual(before.length);
    },
    FAULT_MS,
  );

  it(
    'all that, and its log holds: hashes, places, and each decision made again',
    () => cluster.expectLogHolds(),
    120_000,
  );
}
