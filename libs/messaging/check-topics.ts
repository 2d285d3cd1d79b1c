import { ConfigResourceTypes, type Kafka } from 'kafkajs';
import { planTopics, type TopicPlan, type TopicSettings } from './topic-settings';

/** One thing about a topic that is not as the ledger needs it, and what to do about it. */
export interface TopicProblem {
  readonly topic: string;
  readonly problem: string;
  readonly remedy: string;
}

/** A topic as it is on the cluster. */
export interface TopicState {
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly configs: Readonly<Record<string, string>>;
}

/**
 * Compares the cluster's topics with what the ledger needs.
 * @param only if given, only these topics are looked at (those that one service uses)
 * @returns what is missing or wrong; empty when all is well
 * @throws errors of kafkajs when the cluster cannot be asked
 */
export async function checkTopics(
  kafka: Kafka,
  settings: TopicSettings,
  only?: readonly string[],
): Promise<readonly TopicProblem[]> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const { brokers } = await admin.describeCluster();
    const plans = planTopics(settings, brokers.length).filter(({ name }) => only?.includes(name) ?? true);
    const states = await describeTopics(admin, plans);
    return plans.flatMap((plan) => problemsOf(plan, states.get(plan.name), settings));
  } finally {
    await admin.disconnect();
  }
}

/** One line for each problem, as the start-up check of a service prints them. */
export function formatTopicProblem({ topic, problem, remedy }: TopicProblem): string {
  return `topic ${topic} ${problem}: ${remedy}`;
}

/** The planned topics that exist, as they are. */
export async function describeTopics(
  admin: ReturnType<Kafka['admin']>,
  plans: readonly TopicPlan[],
): Promise<ReadonlyMap<string, TopicState>> {
  const existing = new Set(await admin.listTopics());
  const names = plans.map(({ name }) => name).filter((name) => existing.has(name));
  if (names.length === 0) return new Map();

  const { topics } = await admin.fetchTopicMetadata({ topics: names });
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({ type: ConfigResourceTypes.TOPIC, name })),
  });
  const configsOf = new Map(
    resources.map((resource) => [
      resource.resourceName,
      Object.fromEntries(resource.configEntries.map((entry) => [entry.configName, entry.configValue])),
    ]),
  );
  return new Map(
    topics.map(({ name, partitions }) => [
      name,
      {
        partitions: partitions.length,
        replicationFactor: Math.min(...partitions.map(({ replicas }) => replicas.length)),
        configs: configsOf.get(name) ?? {},
      },
    ]),
  );
}

/** What differs between a topic's plan and its state in a way that matters. */
export function problemsOf(
  plan: TopicPlan,
  state: TopicState | undefined,
  settings: TopicSettings,
): readonly TopicProblem[] {
  const topic = plan.name;
  if (state === undefined) return [{ topic, problem: 'is missing', remedy: 'run "ledger topics create"' }];

  const found: TopicProblem[] = [];
  if (state.partitions !== plan.partitions) {
    found.push({
      topic,
      problem: `has ${state.partitions} partition(s) instead of ${plan.partitions}`,
      remedy: partitionRemedy(plan, state),
    });
  }
  if (settings.replicationFactor !== null && state.replicationFactor < settings.replicationFactor) {
    found.push({
      topic,
      problem: `has ${state.replicationFactor} replica(s) instead of ${settings.replicationFactor}`,
      remedy: `reassign its partitions (kafka-reassign-partitions), or set KAFKA_REPLICATION_FACTOR=${state.replicationFactor}`,
    });
  }
  return [...found, ...configProblems(plan, state)];
}

function configProblems(plan: TopicPlan, state: TopicState): readonly TopicProblem[] {
  const wrong = (config: string, why: string): TopicProblem => ({
    topic: plan.name,
    problem: `has ${config}=${state.configs[config]}, and ${why}`,
    remedy: `set ${config}=${plan.configs[config]} (kafka-configs --alter --entity-type topics --entity-name ${plan.name})`,
  });
  const found: TopicProblem[] = [];
  const value = (config: string): number => Number(state.configs[config]);
  if (state.configs['cleanup.policy'] !== 'delete') {
    found.push(wrong('cleanup.policy', 'compaction would delete facts that share a key'));
  }
  if (value('max.message.bytes') < Number(plan.configs['max.message.bytes'])) {
    found.push(wrong('max.message.bytes', 'a record that the topics before it take would not fit'));
  }
  if (isKeptShorter(value('retention.ms'), Number(plan.configs['retention.ms']))) {
    found.push(wrong('retention.ms', 'records could be deleted before a service that was down has read them'));
  }
  if (value('min.insync.replicas') > state.replicationFactor) {
    found.push(
      wrong('min.insync.replicas', `with ${state.replicationFactor} replica(s) nothing could ever be written`),
    );
  }
  return found;
}

/** Retention in milliseconds, -1 meaning for ever. */
function isKeptShorter(isMs: number, neededMs: number): boolean {
  if (isMs === -1) return false;
  return neededMs === -1 || isMs < neededMs;
}

function partitionRemedy(plan: TopicPlan, state: TopicState): string {
  if (plan.role === 'dead-letter') return 'create it anew once its dead letters are dealt with';
  return (
    `set KAFKA_PARTITIONS=${state.partitions}, or stop all producers and services, let the lag go to zero and create it anew ` +
    '(another number moves keys to other partitions and breaks their order)'
  );
}
