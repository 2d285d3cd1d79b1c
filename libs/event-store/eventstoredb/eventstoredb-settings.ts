import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { EventStoreError } from '../event-store-error';
import { parseEventStoreUrl, type ParsedEventStoreUrl } from './parse-eventstore-url';

/** How to reach EventStoreDB. Read from the environment by {@link readEventStoreDbSettings}. */
export interface EventStoreDbSettings {
  /** For the client package, with credentials and certificate file. Never to be logged. */
  readonly connectionString: string;
  /** The servers' addresses, for messages. */
  readonly address: string;
  /** Put before the names of all streams, so that several ledgers can share a server; null: none. */
  readonly namespace: string | null;
  /** A request without an answer is given up after this, and made again. */
  readonly answerTimeoutMs: number;
  /** How long to try again while the server is unreachable before the caller is told. */
  readonly giveUpAfterMs: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const milliseconds = (minimum: number, maximum: number) => {
  const error = `must be a whole number of milliseconds from ${minimum} to ${maximum}`;
  return z
    .string()
    .regex(/^\d+$/, { error })
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, { error });
};

const environmentSchema = z.object({
  EVENTSTORE_URL: z
    .string({ error: 'is missing: such as esdb://eventstore:2113?tls=true' })
    .transform((text, context) => {
      const parsed = parseEventStoreUrl(text);
      if (!('problem' in parsed)) return parsed;
      context.addIssue({ code: 'custom', message: parsed.problem });
      return z.NEVER;
    }),
  EVENTSTORE_USERNAME: z.string().optional(),
  EVENTSTORE_PASSWORD: z.string().optional(),
  EVENTSTORE_CA_FILE: z.string().optional(),
  EVENTSTORE_NAMESPACE: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/, { error: 'must be at most 40 of a–z, 0–9 and _, the first a letter' })
    .optional(),
  EVENTSTORE_ANSWER_TIMEOUT_MS: milliseconds(100, 600_000).default(10_000),
  EVENTSTORE_GIVE_UP_AFTER_MS: milliseconds(0, 86_400_000).default(30_000),
});

type Parsed = z.infer<typeof environmentSchema>;

/**
 * The settings for EventStoreDB from environment variables named EVENTSTORE_…; empty ones count as not set.
 * @throws EventStoreError `invalid`, naming every variable that is missing or wrong, and what would be right; never
 *   with the password
 */
export function readEventStoreDbSettings(environment: Environment): EventStoreDbSettings {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environmentSchema.safeParse(set);
  if (!parsed.success) refuse(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`));
  const env = parsed.data;
  const problems = contradictions(env);
  if (problems.length > 0) refuse(problems);
  return {
    connectionString: connectionString(env),
    address: env.EVENTSTORE_URL.hosts.join(','),
    namespace: env.EVENTSTORE_NAMESPACE ?? null,
    answerTimeoutMs: env.EVENTSTORE_ANSWER_TIMEOUT_MS,
    giveUpAfterMs: env.EVENTSTORE_GIVE_UP_AFTER_MS,
  };
}

function contradictions(env: Parsed): string[] {
  const found: string[] = [];
  const url = env.EVENTSTORE_URL;
  if ((env.EVENTSTORE_USERNAME === undefined) !== (env.EVENTSTORE_PASSWORD === undefined)) {
    found.push('EVENTSTORE_USERNAME and EVENTSTORE_PASSWORD must be given together');
  }
  if (env.EVENTSTORE_USERNAME !== undefined && url.credentials !== undefined) {
    found.push('EVENTSTORE_USERNAME is given, and EVENTSTORE_URL has credentials too: leave out one of the two');
  }
  const caFile = env.EVENTSTORE_CA_FILE ?? url.parameters.get('tlscafile');
  if (caFile === undefined) return found;
  if (env.EVENTSTORE_CA_FILE !== undefined && url.parameters.has('tlscafile')) {
    found.push('EVENTSTORE_CA_FILE is given, and EVENTSTORE_URL has tlsCAFile too: leave out one of the two');
  }
  if (url.parameters.get('tls') === 'false') {
    found.push('EVENTSTORE_URL has tls=false, but a certificate file is given: leave out one of the two');
  }
  const problem = pemProblem(caFile);
  if (problem !== undefined) found.push(`EVENTSTORE_CA_FILE names the file ${caFile}, which ${problem}`);
  return found;
}

function pemProblem(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').includes('-----BEGIN CERTIFICATE-----') ? undefined : 'holds no PEM certificate';
  } catch {
    return 'cannot be read';
  }
}

/** Encoded anew, because the package cuts a password off at a colon. */
function connectionString(env: Parsed): string {
  const { scheme, credentials, hosts, parameters }: ParsedEventStoreUrl = env.EVENTSTORE_URL;
  const given =
    env.EVENTSTORE_USERNAME === undefined
      ? credentials
      : { username: env.EVENTSTORE_USERNAME, password: env.EVENTSTORE_PASSWORD ?? '' };
  const login = given && `${encodeURIComponent(given.username)}:${encodeURIComponent(given.password)}@`;
  const all = new Map(parameters);
  if (env.EVENTSTORE_CA_FILE !== undefined) all.set('tlscafile', env.EVENTSTORE_CA_FILE);
  const query = [...all].map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
  return `${scheme}://${login ?? ''}${hosts.join(',')}${query === '' ? '' : `?${query}`}`;
}

function refuse(problems: readonly string[]): never {
  throw new EventStoreError('invalid', `The settings of EventStoreDB: ${problems.join('; ')}`);
}
