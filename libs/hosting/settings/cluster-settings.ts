import { z } from 'zod';
import { wholeNumber } from '@ledger/messaging/whole-number-setting';
import { readKafkaSettings, type KafkaSettings } from '@ledger/messaging/kafka-settings';
import {
  readHttpSettings,
  parseEnvironment,
  type Environment,
  type HttpSettings,
} from '@ledger/service-kit/settings/http-settings';
import { termsFilesOf } from './programs-of-environment';
import { readReadersMayTake } from './readers-may-take';
import { SettingsError } from '@ledger/service-kit/settings/settings-error';
import { readEventStoreSettings, type EventStoreSettings } from './event-store-settings';

/** What a service of the cluster needs to know, all from its environment. */
export interface ClusterSettings {
  readonly http: HttpSettings;
  readonly kafka: KafkaSettings;
  /** The Postgres with read models, personal data, tokens and positions; the event store too, where it is Postgres. */
  readonly postgresUrl: string;
  readonly eventStore: EventStoreSettings;
  readonly clock: 'events' | 'wall';
  /** The key of the pseudonyms; null: not given (only the gate needs it). */
  readonly personalKey: Buffer | null;
  /** A statement that Postgres has not answered after this is given up and tried again. */
  readonly statementTimeoutMs: number;
  /** How long a reader may be in the way of the ops views and of rows that are to be dropped. */
  readonly readersMayTakeMs: number;
  /** Files of terms; empty: the programs that ship with the project. */
  readonly termsFiles: readonly string[];
}

const environmentSchema = z.object({
  LEDGER_POSTGRES_URL: z
    .string({ error: 'is missing: the Postgres of the ledger, as postgresql://user:password@host:5432/database' })
    .regex(/^postgres(ql)?:\/\//, { error: 'must begin with postgresql://' }),
  LEDGER_CLOCK: z.enum(['events', 'wall'], { error: 'must be events or wall' }).default('events'),
  LEDGER_PERSONAL_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: 'must be 64 hexadecimal digits: the key of the pseudonyms of personal data' })
    .optional(),
  LEDGER_STATEMENT_TIMEOUT_MS: wholeNumber(100, 600_000).default(30_000),
});

/**
 * The settings of a service of the cluster.
 * @throws SettingsError one line that names every variable that is missing or wrong, and what would be right
 */
export function readClusterSettings(environment: Environment): ClusterSettings {
  const problems: string[] = [];
  const collect = <T>(read: () => T): T | null => {
    try {
      return read();
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
      return null;
    }
  };
  const env = collect(() => parseEnvironment(environmentSchema, environment));
  const eventStore = collect(() => readEventStoreSettings(environment));
  const kafka = collect(() => readKafkaSettings(environment));
  const http = collect(() => readHttpSettings(environment));
  const readersMayTakeMs = collect(() => readReadersMayTake(environment));
  if (env === null || eventStore === null || kafka === null || http === null || readersMayTakeMs === null) {
    throw new SettingsError(problems.join('; '));
  }
  const { LEDGER_PERSONAL_KEY: key } = env;
  return {
    http,
    kafka,
    eventStore,
    postgresUrl: env.LEDGER_POSTGRES_URL,
    clock: env.LEDGER_CLOCK,
    statementTimeoutMs: env.LEDGER_STATEMENT_TIMEOUT_MS,
    readersMayTakeMs,
    personalKey: key === undefined ? null : Buffer.from(key, 'hex'),
    termsFiles: termsFilesOf(environment),
  };
}
