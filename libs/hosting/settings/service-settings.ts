import { wholeNumber } from '@ledger/messaging/whole-number-setting';
import { z } from 'zod';
import { parseEnvironment, type Environment } from './environment';
import { readSettings, type Settings } from './settings';
import { SettingsError } from './settings-error';

/** What a service of the cluster needs to know, all from its environment. */
export interface ServiceSettings extends Settings {
  /** The Postgres with read models, personal data, tokens and positions; the event store too, where it is Postgres. */
  readonly postgresUrl: string;
  readonly clock: 'events' | 'wall';
  /** The key of the pseudonyms; null: not given (only the gate needs it). */
  readonly personalKey: Buffer | null;
  /** A statement that Postgres has not answered after this is given up and tried again. */
  readonly statementTimeoutMs: number;
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
export function readServiceSettings(environment: Environment): ServiceSettings {
  const settings = readSettings(environment);
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
  for (const part of ['eventStore', 'kafka', 'topics', 'http', 'mail', 'readersMayTakeMs'] as const) {
    collect(() => settings[part]);
  }
  if (env === null || problems.length > 0) throw new SettingsError(problems.join('; '));
  const { LEDGER_PERSONAL_KEY: key } = env;
  return Object.assign(settings, {
    postgresUrl: env.LEDGER_POSTGRES_URL,
    clock: env.LEDGER_CLOCK,
    statementTimeoutMs: env.LEDGER_STATEMENT_TIMEOUT_MS,
    personalKey: key === undefined ? null : Buffer.from(key, 'hex'),
  });
}
