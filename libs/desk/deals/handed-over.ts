import type { Instant } from '@ledger/kernel/instant';
import type { Credit, CreditSpan } from '@ledger/stages/attribution/attribution.decisions';
import { spanAt } from '@ledger/stages/attribution/credit-spans';

/** An override that hands a customer over: its credits from a time on. */
export interface HandedOver {
  readonly from: Instant;
  readonly credits: readonly Credit[];
}

/**
 * The overrides that put one partner in the place of another from a time on, and change nothing else: one for the time
 * itself, and one for each later span of which the partner has a credit or which would else be lost; none where the
 * partner has no credit from then on.
 */
export function handedOver(
  spans: readonly CreditSpan[],
  { of, to, from }: { readonly of: string; readonly to: string; readonly from: Instant },
): readonly HandedOver[] {
  const later = spans.filter(({ fromAt }) => fromAt !== null && fromAt > from);
  const concerned = [spanAt(spans, from), ...later].map(({ credits }) => credits);
  if (!concerned.some((credits) => credits.some(({ partner }) => partner === of))) return [];
  const moments = [from, ...later.map(({ fromAt }) => fromAt as Instant)];
  return concerned.map((credits, index) => ({ from: moments[index] as Instant, credits: inPlaceOf(credits, of, to) }));
}

/** One partner has a credit once: where the new one has one already, both become one, sourced before influenced. */
function inPlaceOf(credits: readonly Credit[], of: string, to: string): readonly Credit[] {
  const given = credits.find(({ partner }) => partner === of);
  if (given === undefined) return credits;
  const own = credits.find(({ partner }) => partner === to);
  const merged: Credit = { ...(own === undefined ? given : oneOf(given, own)), partner: to };
  return credits
    .filter(({ partner }) => partner !== to || own === undefined)
    .map((credit) => (credit.partner === of ? merged : credit));
}

function oneOf(a: Credit, b: Credit): Credit {
  if (a.weight === null) return b;
  return b.weight === null ? a : { ...a, weight: a.weight + b.weight };
}
