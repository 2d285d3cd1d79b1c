import { ConfigResourceTypes, type Admin, type Kafka } from 'kafkajs';
import { describeTopics, problemsOf, type TopicProblem, type TopicState } from './check-topics';
import { createAndAwaitTopics } from './create-and-await-topics';
import { planTopics, type TopicPlan, type TopicSettings } from './topic-settings';

export interface TopicsCreated {
  readonly created: readonly string[];
  /**
   * Those that were there before; never changed, because a change can break the order of keys. Only dead letters that
   * an earlier version kept for ever get the retention of today.
   */
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
    const keptForEver = plans.filter(({ name, role }) => role === 'dead-letter' && isKeptForEver(before.get(name)));
    if (keptForEver.length > 0) await limitRetention(admin, keptForEver);
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

function isKeptForEver(state: TopicState | undefined): boolean {
  return state?.configs['retention.ms'] === '-1';
}

/** Sets all configurations of the plans: the request replaces what was set before. */
async function limitRetention(admin: Admin, plans: readonly TopicPlan[]): Promise<void> {
  await admin.alterConfigs({
    validateOnly: false,
    resources: plans.map(({ name, configs }) => ({
      type: ConfigResourceTypes.TOPIC,
      name,
      configEntries: Object.entries(configs).map(([config, value]) => ({ name: config, value })),
    })),
  });
}
