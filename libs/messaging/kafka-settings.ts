import { Fault } from '@ledger/kernel/fault';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { wholeNumber } from './whole-number-setting';

export type SaslMechanism = 'plain' | 'scram-sha-256' | 'scram-sha-512';

/** How to reach Kafka, and how much to take from it at once. Read from the environment by {@link readKafkaSettings}. */
export interface KafkaSettings {
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** PEM texts; null: no TLS. Without `ca` the machine's own certificate authorities count. */
  readonly tls: { readonly ca?: string; readonly cert?: string; readonly key?: string } | null;
  readonly sasl: { readonly mechanism: SaslMechanism; readonly username: string; readonly password: string } | null;
  readonly compression: 'none' | 'gzip';
  /** After this long without a sign of life a member of a group loses its partitions to the others. */
  readonly sessionTimeoutMs: number;
  /** How long a group waits for a member to finish its batch before it goes on without it. */
  readonly rebalanceTimeoutMs: number;
  /** At most so many records are handed to a handler at once. */
  readonly maximumBatchRecords: number;
  /** After failing to reach Kafka for this long a service ends with an error; null: it goes on trying. */
  readonly giveUpAfterMs: number | null;
}

export class KafkaSettingsError extends Fault {
  override readonly name = 'KafkaSettingsError';
  override readonly kind = 'mend';
}

type Environment = Readonly<Record<string, string | undefined>>;

const brokerList = z
  .string({ error: 'is missing: the brokers as host:port, separated by commas (npm run infra:kafka starts one)' })
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine((brokers) => brokers.every(isHostAndPort), {
    error: 'must be host:port, several separated by commas, such as kafka-1:9092,kafka-2:9092',
  });

const pemFile = z
  .string()
  .transform((path, context) => {
    const text = readText(path);
    if (text === undefined)
      context.addIssue({ code: 'custom', message: `names the file ${path}, which cannot be read` });
    else if (!text.includes('-----BEGIN ')) {
      context.addIssue({ code: 'custom', message: `names the file ${path}, which is not a PEM file` });
    }
    return text ?? '';
  })
  .optional();

const environmentSchema = z
  .object({
    KAFKA_BROKERS: brokerList,
    KAFKA_CLIENT_ID: z.string().default('partner-ledger'),
    KAFKA_TLS: z.enum(['true', 'false'], { error: 'must be true or false' }).optional(),
    KAFKA_TLS_CA_FILE: pemFile,
    KAFKA_TLS_CERT_FILE: pemFile,
    KAFKA_TLS_KEY_FILE: pemFile,
    KAFKA_SASL_MECHANISM: z
      .enum(['plain', 'scram-sha-256', 'scram-sha-512'], { error: 'must be plain, scram-sha-256 or scram-sha-512' })
      .optional(),
    KAFKA_SASL_USERNAME: z.string().optional(),
    KAFKA_SASL_PASSWORD: z.string().optional(),
    KAFKA_COMPRESSION: z.enum(['none', 'gzip'], { error: 'must be none or gzip' }).default('none'),
    KAFKA_SESSION_TIMEOUT_MS: wholeNumber(1_000, 1_800_000).default(10_000),
    KAFKA_REBALANCE_TIMEOUT_MS: wholeNumber(1_000, 1_800_000).default(30_000),
    KAFKA_MAXIMUM_BATCH_RECORDS: wholeNumber(1, 100_000).default(500),
    KAFKA_GIVE_UP_AFTER_MS: wholeNumber(0, 86_400_000).optional(),
  })
  .superRefine((env, context) => {
    for (const [field, problem] of contradictions(env)) {
      context.addIssue({ code: 'custom', path: [field], message: problem });
    }
  });

type Parsed = z.infer<typeof environmentSchema>;

/**
 * The settings for Kafka from environment variables named KAFKA_…; empty ones count as not set.
 * @throws KafkaSettingsError naming every variable that is missing or wrong, and what would be right
 */
export function readKafkaSettings(environment: Environment): KafkaSettings {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environmentSchema.safeParse(set);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new KafkaSettingsError(problems.join('; '));
  }
  const env = parsed.data;
  return {
    brokers: env.KAFKA_BROKERS,
    clientId: env.KAFKA_CLIENT_ID,
    tls: wantsTls(env)
      ? { ca: env.KAFKA_TLS_CA_FILE, cert: env.KAFKA_TLS_CERT_FILE, key: env.KAFKA_TLS_KEY_FILE }
      : null,
    sasl:
      env.KAFKA_SASL_MECHANISM === undefined
        ? null
        : {
            mechanism: env.KAFKA_SASL_MECHANISM,
            username: env.KAFKA_SASL_USERNAME ?? '',
            password: env.KAFKA_SASL_PASSWORD ?? '',
          },
    compression: env.KAFKA_COMPRESSION,
    sessionTimeoutMs: env.KAFKA_SESSION_TIMEOUT_MS,
    rebalanceTimeoutMs: env.KAFKA_REBALANCE_TIMEOUT_MS,
    maximumBatchRecords: env.KAFKA_MAXIMUM_BATCH_RECORDS,
    giveUpAfterMs: env.KAFKA_GIVE_UP_AFTER_MS ?? null,
  };
}

function contradictions(env: Parsed): [field: keyof Parsed, problem: string][] {
  const found: [keyof Parsed, string][] = [];
  if (env.KAFKA_TLS === 'false' && (env.KAFKA_TLS_CA_FILE ?? env.KAFKA_TLS_CERT_FILE) !== undefined) {
    found.push(['KAFKA_TLS', 'is false, but a TLS file is given: leave out one of the two']);
  }
  if ((env.KAFKA_TLS_CERT_FILE === undefined) !== (env.KAFKA_TLS_KEY_FILE === undefined)) {
    found.push(['KAFKA_TLS_CERT_FILE', 'and KAFKA_TLS_KEY_FILE must be given together']);
  }
  const credentials = [env.KAFKA_SASL_USERNAME, env.KAFKA_SASL_PASSWORD];
  if (env.KAFKA_SASL_MECHANISM !== undefined && credentials.includes(undefined)) {
    found.push(['KAFKA_SASL_MECHANISM', 'needs KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD']);
  }
  if (env.KAFKA_SASL_MECHANISM === undefined && credentials.some((value) => value !== undefined)) {
    found.push([
      'KAFKA_SASL_MECHANISM',
      'is missing, though a user name or password is given: plain, scram-sha-256 or scram-sha-512',
    ]);
  }
  return found;
}

function wantsTls(env: Parsed): boolean {
  return env.KAFKA_TLS === 'true' || (env.KAFKA_TLS_CA_FILE ?? env.KAFKA_TLS_CERT_FILE) !== undefined;
}

function isHostAndPort(text: string): boolean {
  const port = Number(/^(?:\[[0-9a-f:]+\]|[^\s:[\]]+):(\d{1,5})$/i.exec(text)?.[1]);
  return port >= 1 && port <= 65_535;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
