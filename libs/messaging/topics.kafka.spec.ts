import { startPrivateKafka, type PrivateKafka } from '../../test/support/kafka-private-broker';
import { testKafka, testKafkaSettings, withAdmin } from '../../test/support/kafka-topic';
import { waitUntil } from '../../test/support/wait-until';
import { ConfigResourceTypes, type Kafka } from 'kafkajs';
import { checkTopics, formatTopicProblem } from './check-topics';
import { createAndAwaitTopics } from './create-and-await-topics';
import { createTopics } from './create-topics';
import type { TopicSettings } from './topic-settings';
import { CHECKOUT_TOPIC, DEAD_LETTER_TOPIC, INTAKE_TOPIC, LEDGER_TOPICS, REVENUE_TOPIC, stageTopic } from './topics';

/** A broker of its own: this suite deletes the ledger's topics. */
let broker: PrivateKafka;
let kafka: Kafka;
const settings: TopicSettings = { partitions: 2, replicationFactor: 1, retentionDays: 30, deadLetterRetentionDays: 90 };
const names = LEDGER_TOPICS.map(({ name }) => name);

beforeAll(async () => {
  broker = await startPrivateKafka();
  kafka = testKafka(testKafkaSettings({ KAFKA_BROKERS: broker.brokers.join(',') }));
}, 60_000);

afterAll(() => broker.remove());

beforeEach(async () => {
  await withAdmin(kafka, async (admin) => {
    const present = (await admin.listTopics()).filter((name) => names.includes(name));
    if (present.length > 0) await admin.deleteTopics({ topics: present });
    await waitUntil('they are gone', async () => !(await admin.listTopics()).some((name) => names.includes(name)));
  });
});

async function problems(wanted: TopicSettings = settings): Promise<string[]> {
  return (await checkTopics(kafka, wanted)).map(formatTopicProblem);
}

it('names every topic that is missing and the command that creates it', async () => {
  expect(await problems()).toEqual(names.map((name) => `topic ${name} is missing: run "ledger topics create"`));
});

it('creates what is missing, finds it right, and changes nothing the second time', async () => {
  const first = await createTopics(kafka, settings);
  expect(first).toEqual({ created: names, existing: [], problems: [] });
  expect(await problems()).toEqual([]);
  const second = await createTopics(kafka, settings);
  expect({ ...second, existing: [...second.existing].sort() }).toEqual({
    created: [],
    existing: [...names].sort(),
    problems: [],
  });
});

it('creates only what is missing, and says what is wrong with the rest', async () => {
  await withAdmin(kafka, (admin) =>
    createAndAwaitTopics(admin, [
      {
        topic: CHECKOUT_TOPIC,
        numPartitions: 3,
        configEntries: [{ name: 'retention.ms', value: '-1' }],
      },
      {
        topic: stageTopic('commission'),
        numPartitions: 2,
        configEntries: [
          { name: 'cleanup.policy', value: 'compact' },
          { name: 'max.message.bytes', value: '1000' },
        ],
      },
    ]),
  );
  const { created, problems: found } = await createTopics(kafka, settings);
  expect(created).toEqual(names.filter((name) => ![CHECKOUT_TOPIC, stageTopic('commission')].includes(name)));
  const lines = found.map(formatTopicProblem);
  expect(lines).toHaveLength(4);
  expect(lines[0]).toBe(
    `topic ${CHECKOUT_TOPIC} has 3 partition(s) instead of 2: set KAFKA_PARTITIONS=3, or stop all producers and services, ` +
      'let the lag go to zero and create it anew (another number moves keys to other partitions and breaks their order)',
  );
  expect(lines[1]).toMatch(
    /^topic .*stage\.commission\.v1 has cleanup\.policy=compact, and compaction would delete facts/,
  );
  expect(lines[2]).toMatch(
    /^topic .*stage\.commission\.v1 has max\.message\.bytes=1000, .*: set max\.message\.bytes=4194304/,
  );
  expect(lines[3]).toMatch(/^topic .*stage\.commission\.v1 has retention\.ms=\d+, and records could be deleted before/);
});

it('looks only at the topics that a service uses when asked to', async () => {
  const found = await checkTopics(kafka, settings, [INTAKE_TOPIC, REVENUE_TOPIC]);
  expect(found.map(({ topic }) => topic)).toEqual([REVENUE_TOPIC, INTAKE_TOPIC]);
});

it('keeps dead letters for a while, in one partition, also those that an earlier version kept for ever', async () => {
  await withAdmin(kafka, (admin) =>
    createAndAwaitTopics(admin, [
      { topic: DEAD_LETTER_TOPIC, numPartitions: 1, configEntries: [{ name: 'retention.ms', value: '-1' }] },
    ]),
  );
  await createTopics(kafka, settings);
  // The controller has it at once; the broker that is asked hears of it a moment later.
  await waitUntil('they are kept for 90 days', async () => {
    const [resource] = await withAdmin(kafka, async (admin) => {
      const resources = [{ type: ConfigResourceTypes.TOPIC, name: DEAD_LETTER_TOPIC }];
      return (await admin.describeConfigs({ resources, includeSynonyms: false })).resources;
    });
    const retention = resource?.configEntries.find(({ configName }) => configName === 'retention.ms');
    return retention?.configValue === String(90 * 86_400_000);
  });
  const shorter = await checkTopics(kafka, { ...settings, partitions: 5 }, [DEAD_LETTER_TOPIC]);
  expect(shorter).toEqual([]);
});
