import Stripe from 'stripe';
import type { PostAnswer } from '../sending/rail-answers';

/** The code of a refusal because the platform has too little. */
export const WANT_OF_BALANCE = 'balance_insufficient';
/** Refusals whose cause may go: sent again under a new key when it has. */
const CAUSE_MAY_GO = new Set([WANT_OF_BALANCE]);
/** Statuses by which Stripe says that it did not begin: too many requests, the key is at work, or this key may not. */
const NOT_BEGUN = new Set([401, 403, 409, 429]);
/** Statuses of a request that was looked at and is not done. */
const REFUSED = new Set([400, 402, 404]);
/** Statuses of a reading that this key will never be allowed. */
const REFUSED_TO_READ = new Set([403, 404]);

/** What a request that moves money did, by the error that came of it: whatever Stripe did not say itself is unknown. */
export function postAnswerOf(error: unknown): PostAnswer {
  if (!(error instanceof Stripe.errors.StripeError)) return { kind: 'unknown', why: whyOf(error) };
  const { statusCode: status, code, rawType } = error;
  const name = code ?? rawType ?? `status ${status ?? 'unknown'}`;
  // The class says little: a 409 is an API error, and an answer that is no JSON has no status.
  if (status === undefined || rawType === undefined) return { kind: 'unknown', why: whyOf(error) };
  if (rawType === 'idempotency_error' && status === 400) return { kind: 'contradicted', code: name };
  if (NOT_BEGUN.has(status)) return { kind: 'put_off', code: name };
  if (REFUSED.has(status)) return { kind: 'refused', code: name, causeMayGo: CAUSE_MAY_GO.has(name) };
  return { kind: 'unknown', why: `${status} ${name}` };
}

/** Whether Stripe says that there is no such thing. */
export function isMissing(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripeError)) return false;
  return error.statusCode === 404 || error.code === 'resource_missing' || error.code === 'account_invalid';
}

/** Whether Stripe looked at a request and says that it is not to be. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripeError)) return false;
  return error.statusCode !== undefined && REFUSED_TO_READ.has(error.statusCode);
}

export function whyOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
