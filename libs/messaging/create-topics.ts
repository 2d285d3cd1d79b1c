import type { Kafka } from 'kafkajs';
import { describeTopics, problemsOf, type TopicProblem } from './check-topics';
import { createAndAwaitTopics } from './create-and-await-topics';
import { planTopics, type TopicSettings } from './topic-settings';

export interface TopicsCreated {
  readonly created: readonly string[];
  /** Those that were there before; never changed, because a change can break the order of keys. */
  readonly existing: readonly string[];
  /** What is wrong with those that were there before. */
  readonly problems: readonly TopicProblem[];
}

/**
 * Creates the ledger's topics that are missing; running it again changes nothing.
 * @throws errors of kafkajs when the cluster cannot be asked or refuses to create topics
 */
export async function createTopics(kafka: Kafka, settings: TopicSettings): Promise<TopicsCreated> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const { brokers } = await admin.describeCluster();
    const plans = planTopics(settings, brokers.length);
    const before = await describeTopics(admin, plans);
    const missing = plans.filter(({ name }) => !before.has(name));
    if (missing.length > 0) {
      await createAndAwaitTopics(
        admin,
        missing.map(({ name, partitions, replicationFactor, configs }) => ({
          topic: name,
          numPartitions: partitions,
          replicationFactor,
          configEntries: Object.entries(configs).map(([config, value]) => ({ name: config, value })),
        })),
      );
    }
    return {
      created: missing.map(({ name }) => name),
      existing: [...before.keys()],
      problems: plans.flatMap((plan) =>
        before.has(plan.name) ? problemsOf(plan, before.get(plan.name), settings) : [],
      ),
    };
  } finally {
    await admin.disconnect();
  }
}
