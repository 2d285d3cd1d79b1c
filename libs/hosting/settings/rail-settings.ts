import { z } from 'zod';
import { parseEnvironment, type Environment } from './environment';

/** How to reach Stripe. */
export interface StripeAccess {
  readonly apiKey: string;
  /** Another address than Stripe's; null: Stripe's. */
  readonly apiBase: string | null;
  /** By which its webhooks are known; null: none are taken. */
  readonly webhookSecret: string | null;
}

/** What the rails need that money is paid out by. */
export interface RailSettings {
  /** null: nothing is paid by it. */
  readonly stripe: StripeAccess | null;
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
const ADDRESS = 'must be an address, such as http://127.0.0.1:4242, with https unless it is on this machine';

const environmentSchema = z.object({
  STRIPE_API_KEY: z.string().optional(),
  STRIPE_WEBHOOK_SECRET: z.string().optional(),
  STRIPE_API_BASE: z.string().refine(isAddress, { error: ADDRESS }).optional(),
});

/** STRIPE_API_KEY, STRIPE_WEBHOOK_SECRET, STRIPE_API_BASE. Throws SettingsError, one line. */
export function readRailSettings(environment: Environment): RailSettings {
  const {
    STRIPE_API_KEY: apiKey,
    STRIPE_WEBHOOK_SECRET: webhookSecret = null,
    STRIPE_API_BASE: apiBase = null,
  } = parseEnvironment(environmentSchema, environment);
  return { stripe: apiKey === undefined ? null : { apiKey, apiBase, webhookSecret } };
}

/** Whether an address is on this machine, where nobody's money moves. */
export function isLoopback(address: string): boolean {
  return LOOPBACK.has(new URL(address).hostname);
}

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(text));
}
