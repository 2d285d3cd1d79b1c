import { wholeNumber } from '@ledger/messaging/whole-number-setting';
import { DEFAULT_HTTP_SETTINGS, LOG_LEVELS, type HttpSettings } from '@ledger/service-kit/http-settings';
import { isIP } from 'node:net';
import { z } from 'zod';
import { parseEnvironment, type Environment } from './environment';
import { SettingsError } from './settings-error';

/** What express takes: an address, a network, or a word for some. */
const PROXY = /^(?:loopback|linklocal|uniquelocal)$/;

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
  // What it may be, the settings of mail say.
  LEDGER_PUBLIC_URL: z.string().optional(),
  LEDGER_TOKEN_REQUESTS_PER_MINUTE: wholeNumber(1, 1_000_000).default(DEFAULT_HTTP_SETTINGS.tokenRequestsPerMinute),
  LEDGER_PUBLIC_REQUESTS_PER_MINUTE: wholeNumber(1, 1_000_000).default(DEFAULT_HTTP_SETTINGS.publicRequestsPerMinute),
  LEDGER_TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== ''),
    )
    .refine((proxies) => proxies.every(isProxy), {
      error: 'must be addresses or networks (10.0.0.0/8), or loopback, linklocal, uniquelocal, separated by commas',
    }),
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
    ...(env.LEDGER_PUBLIC_URL === undefined ? {} : { publicUrl: env.LEDGER_PUBLIC_URL }),
    tokenRequestsPerMinute: env.LEDGER_TOKEN_REQUESTS_PER_MINUTE,
    publicRequestsPerMinute: env.LEDGER_PUBLIC_REQUESTS_PER_MINUTE,
    trustedProxies: env.LEDGER_TRUSTED_PROXIES,
  };
}

function isProxy(text: string): boolean {
  if (PROXY.test(text)) return true;
  const [address = '', bits, more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more !== undefined) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}
