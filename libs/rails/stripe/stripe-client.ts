import Stripe from 'stripe';
import { OneShotHttpClient } from './one-shot-http-client';

/** The version of Stripe's API that this rail was written for. */
export const STRIPE_API_VERSION = '2026-10-28.endive';

export interface StripeSettings {
  readonly apiKey: string;
  /** Another server than Stripe's, as `http://127.0.0.1:4242`; null: Stripe's. */
  readonly apiBase: string | null;
  /** How long a request may take, until its answer is read to the end. */
  readonly withinMs: number;
}

export interface StripeClient {
  readonly stripe: Stripe;
  readonly http: OneShotHttpClient;
}

/** A client that sends each request once. */
export function stripeClient({ apiKey, apiBase, withinMs }: StripeSettings): StripeClient {
  const http = new OneShotHttpClient(withinMs);
  const stripe = new Stripe(apiKey, {
    apiVersion: STRIPE_API_VERSION,
    httpClient: http,
    maxNetworkRetries: 0,
    timeout: withinMs,
    telemetry: false,
    ...(apiBase === null ? {} : addressOf(apiBase)),
  });
  return { stripe, http };
}

function addressOf(apiBase: string): { host: string; port: string; protocol: 'http' | 'https' } {
  const { hostname, port, protocol } = new URL(apiBase);
  const scheme = protocol === 'http:' ? 'http' : 'https';
  return { host: hostname, port: port === '' ? { http: '80', https: '443' }[scheme] : port, protocol: scheme };
}
