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
  /** Where people reach the ledger; absent: where a request came. */
  readonly publicUrl?: string;
  /** So many requests of one token of a person, or of a partner's machine. */
  readonly tokenRequestsPerMinute: number;
  /** So many requests of one address on routes that take no token. */
  readonly publicRequestsPerMinute: number;
  /** Whose word for an address is taken (`X-Forwarded-For`): addresses, networks, or express' words for such. */
  readonly trustedProxies: readonly string[];
}

export const DEFAULT_HTTP_SETTINGS: HttpSettings = {
  host: '127.0.0.1',
  port: 3000,
  logLevel: 'info',
  maxBodyBytes: 5_000_000,
  maxEventsPerRequest: 1_000,
  maxBodyBytesInFlight: 32_000_000,
  readAfterMs: 10_000,
  tokenRequestsPerMinute: 600,
  publicRequestsPerMinute: 300,
  trustedProxies: [],
};
