import { z } from 'zod';
import { KafkaSettingsError } from './kafka-settings';
import { LEDGER_TOPICS, type TopicRole } from './topics';
import { wholeNumber } from './whole-number-setting';

const DAY_MS = 86_400_000;
const KIBIBYTE = 1_024;

/** How all topics are set up; read from the environment by {@link readTopicSettings}. */
export interface TopicSettings {
  /** Lanes per topic: so many programs (or customers, on the inputs) can be worked on at the same time. */
  readonly partitions: number;
  /** Copies of each partition; null: three, or as many as there are brokers. */
  readonly replicationFactor: number | null;
  /** How long records are kept. */
  readonly retentionDays: number;
  /** How long dead letters are kept: they hold bodies as they came, whatever was typed in them. */
  readonly deadLetterRetentionDays: number;
}

/** One topic as it must be. */
export interface TopicPlan {
  readonly name: string;
  readonly role: TopicRole;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly configs: Readonly<Record<string, string>>;
}

const environmentSchema = z.object({
  KAFKA_PARTITIONS: wholeNumber(1, 1_000).optional(),
  KAFKA_REPLICATION_FACTOR: wholeNumber(1, 9).optional(),
  KAFKA_RETENTION_DAYS: wholeNumber(1, 36_500).optional(),
  KAFKA_DEAD_LETTER_RETENTION_DAYS: wholeNumber(1, 36_500).optional(),
});

/**
 * KAFKA_PARTITIONS (6), KAFKA_REPLICATION_FACTOR (three, or fewer brokers), KAFKA_RETENTION_DAYS (30) and
 * KAFKA_DEAD_LETTER_RETENTION_DAYS (90).
 * @throws KafkaSettingsError naming the variable and what would be right
 */
export function readTopicSettings(environment: Readonly<Record<string, string | undefined>>): TopicSettings {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environmentSchema.safeParse(set);
  if (!parsed.success) {
    throw new KafkaSettingsError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; '),
    );
  }
  return {
    partitions: parsed.data.KAFKA_PARTITIONS ?? 6,
    replicationFactor: parsed.data.KAFKA_REPLICATION_FACTOR ?? null,
    retentionDays: parsed.data.KAFKA_RETENTION_DAYS ?? 30,
    deadLetterRetentionDays: parsed.data.KAFKA_DEAD_LETTER_RETENTION_DAYS ?? 90,
  };
}

/** What every topic must look like on a cluster of so many brokers. */
export function planTopics(settings: TopicSettings, brokerCount: number): readonly TopicPlan[] {
  const replicationFactor = settings.replicationFactor ?? Math.min(3, brokerCount);
  return LEDGER_TOPICS.map(({ name, role }) => ({
    name,
    role,
    // Dead letters are few, and their list reads best in the order in which they came.
    partitions: role === 'dead-letter' ? 1 : settings.partitions,
    replicationFactor,
    configs: {
      // Compaction would drop facts that share a key; every record counts.
      'cleanup.policy': 'delete',
      'retention.ms': String(
        (role === 'dead-letter' ? settings.deadLetterRetentionDays : settings.retentionDays) * DAY_MS,
      ),
      'max.message.bytes': String(maximumMessageBytes(role)),
      // What others send stays as they packed it, and what others read needs no codec that their client lacks. What the
      // services send each other the broker packs once, at the cost of a copy, and it is small on disk and on every way.
      'compression.type': role === 'input' || role === 'output' ? 'producer' : 'lz4',
      // A write that only one of three copies holds could be lost with that broker.
      'min.insync.replicas': String(replicationFactor >= 3 ? 2 : 1),
    },
  }));
}

/** Each hop may add to what it forwards, so what the inputs take must fit into every later topic. */
export function maximumMessageBytes(role: TopicRole): number {
  return role === 'input' ? KIBIBYTE * KIBIBYTE : 4 * KIBIBYTE * KIBIBYTE;
}
