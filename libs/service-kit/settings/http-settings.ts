import { z } from 'zod';
import { SettingsError } from './settings-error';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** How a service listens, and how much it takes from one request. */
export interface HttpSettings {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly logLevel: LogLevel;
  /** The longest body, in bytes after decompression. */
  readonly maxBodyBytes: number;
  readonly maxEventsPerRequest: number;
  /** What the bodies of all requests that are under way may have together, in bytes after decompression. */
  readonly maxBodyBytesInFlight: number;
  /** So long a read waits for the position that it is to be after. */
  readonly readAfterMs: number;
}

export const DEFAULT_HTTP_SETTINGS: HttpSettings = {
  host: '127.0.0.1',
  port: 3000,
  logLevel: 'info',
  maxBodyBytes: 5_000_000,
  maxEventsPerRequest: 1_000,
  maxBodyBytesInFlight: 32_000_000,
  readAfterMs: 10_000,
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that is a whole number within limits. */
export function wholeNumber(minimum: number, maximum: number) {
  const error = `must be a whole number from ${minimum} to ${maximum}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, { error })
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, { error });
}

const environmentSchema = z.object({
  LEDGER_HOST: z.string().default(DEFAULT_HTTP_SETTINGS.host),
  LEDGER_PORT: wholeNumber(0, 65_535).default(DEFAULT_HTTP_SETTINGS.port),
  LEDGER_LOG_LEVEL: z
    .enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` })
    .default(DEFAULT_HTTP_SETTINGS.logLevel),
  LEDGER_MAX_BODY_BYTES: wholeNumber(1_000, 100_000_000).default(DEFAULT_HTTP_SETTINGS.maxBodyBytes),
  LEDGER_MAX_EVENTS_PER_REQUEST: wholeNumber(1, 100_000).default(DEFAULT_HTTP_SETTINGS.maxEventsPerRequest),
  LEDGER_MAX_BODY_BYTES_IN_FLIGHT: wholeNumber(1_000, 10_000_000_000).optional(),
  LEDGER_READ_AFTER_MS: wholeNumber(0, 50_000).default(DEFAULT_HTTP_SETTINGS.readAfterMs),
});

/**
 * The settings of a service's HTTP side from environment variables named LEDGER_…; empty ones count as not set.
 * @throws SettingsError naming every variable that is wrong, and what would be right
 */
export function readHttpSettings(environment: Environment): HttpSettings {
  const env = parseEnvironment(environmentSchema, environment);
  const maxBodyBytes = env.LEDGER_MAX_BODY_BYTES;
  const inFlight =
    env.LEDGER_MAX_BODY_BYTES_IN_FLIGHT ?? Math.max(DEFAULT_HTTP_SETTINGS.maxBodyBytesInFlight, maxBodyBytes);
  if (inFlight < maxBodyBytes) {
    throw new SettingsError(
      `LEDGER_MAX_BODY_BYTES_IN_FLIGHT must be no less than LEDGER_MAX_BODY_BYTES (${maxBodyBytes})`,
    );
  }
  return {
    host: env.LEDGER_HOST,
    port: env.LEDGER_PORT,
    logLevel: env.LEDGER_LOG_LEVEL,
    maxBodyBytes,
    maxEventsPerRequest: env.LEDGER_MAX_EVENTS_PER_REQUEST,
    maxBodyBytesInFlight: inFlight,
    readAfterMs: env.LEDGER_READ_AFTER_MS,
  };
}

/** Reads what a schema names from an environment (empty: not set). Throws SettingsError. */
export function parseEnvironment<S extends z.ZodType>(schema: S, environment: Environment): z.output<S> {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(set);
  if (parsed.success) return parsed.data;
  throw new SettingsError(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; '));
}
