import { isSafeAddress } from '@ledger/machine/is-loopback';
import { z } from 'zod';
import { parseEnvironment, type Environment } from './environment';
import { SettingsError } from './settings-error';

/** How to reach Stripe. */
export interface StripeAccess {
  readonly apiKey: string;
  /** Another address than Stripe's; null: Stripe's. */
  readonly apiBase: string | null;
  /** By which its webhooks are known; null: none are taken. */
  readonly webhookSecret: string | null;
}

/** How to reach PayPal. */
export interface PayPalAccess {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Another address than PayPal's; null: PayPal's. */
  readonly apiBase: string | null;
  /** The webhook by which its events come; null: none are taken. */
  readonly webhookId: string | null;
}

/** What the rails need that money is paid out by. */
export interface RailSettings {
  /** null: nothing is paid by it. */
  readonly stripe: StripeAccess | null;
  readonly paypal: PayPalAccess | null;
}

const ADDRESS = 'must be an address, such as http://127.0.0.1:4242, with https unless it is on this machine';

const address = z.string().refine(isSafeAddress, { error: ADDRESS }).optional();

const environmentSchema = z.object({
  STRIPE_API_KEY: z.string().optional(),
  STRIPE_WEBHOOK_SECRET: z.string().optional(),
  STRIPE_API_BASE: address,
  PAYPAL_CLIENT_ID: z.string().optional(),
  PAYPAL_CLIENT_SECRET: z.string().optional(),
  PAYPAL_API_BASE: address,
  PAYPAL_WEBHOOK_ID: z.string().optional(),
});

/** The settings whose names begin with STRIPE and PAYPAL. Throws SettingsError, one line. */
export function readRailSettings(environment: Environment): RailSettings {
  const {
    STRIPE_API_KEY: apiKey,
    STRIPE_WEBHOOK_SECRET: webhookSecret = null,
    STRIPE_API_BASE: apiBase = null,
    ...read
  } = parseEnvironment(environmentSchema, environment);
  return { stripe: apiKey === undefined ? null : { apiKey, apiBase, webhookSecret }, paypal: payPalIn(read) };
}

/** Its two halves come together. */
function payPalIn(read: z.output<typeof environmentSchema>): PayPalAccess | null {
  const {
    PAYPAL_CLIENT_ID: clientId,
    PAYPAL_CLIENT_SECRET: clientSecret,
    PAYPAL_API_BASE: apiBase = null,
    PAYPAL_WEBHOOK_ID: webhookId = null,
  } = read;
  if (clientId === undefined && clientSecret === undefined) return null;
  if (clientId !== undefined && clientSecret !== undefined) return { clientId, clientSecret, apiBase, webhookId };
  throw new SettingsError('PAYPAL_CLIENT_ID and PAYPAL_CLIENT_SECRET are of use only together: one of them is not set');
}
