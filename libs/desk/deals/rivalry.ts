import type { Instant } from '@ledger/kernel/instant';
import type { Terms } from '@ledger/program/terms';
import type { Introduction } from '@ledger/stages/attribution/attribution.decisions';
import { settle } from '@ledger/stages/attribution/settle';

/** What is known of a customer's attribution, and which decisions of staff there are on it. */
export interface ClaimedCustomer {
  readonly settledAt: Instant | null;
  readonly introductions: readonly Introduction[];
  /** When staff overrode the attribution. */
  readonly overriddenAt: readonly Instant[];
}

/** Partners whose live claims on one customer exclude each other. */
export interface Rivalry {
  /** Whom the terms credit, and then those who lose to them; each once, in the order of the claims. */
  readonly partners: readonly string[];
  /** When the second of them claimed the customer. */
  readonly since: Instant;
}

/**
 * Whether partners are in conflict over a customer, and which. The terms are asked whose claims count (`settle`): where
 * they share the credit, or one partner only helped, nobody is in anybody's way; where a claim that counts loses to
 * another's for being later or of lower priority, they are. An override after the newest of these claims has decided it.
 */
export function rivalryOf(customer: ClaimedCustomer, terms: Terms, asOf: Instant): Rivalry | null {
  const { introductions, settledAt, overriddenAt } = customer;
  const { credits, lost } = settle(introductions, null, settledAt ?? asOf, terms);
  const winners = credits.filter(({ role }) => role === 'sourced').map(({ partner }) => partner);
  const losers = lost.flatMap(({ partner, reason }) =>
    partner !== null && (reason === 'later' || reason === 'lower_priority') ? [partner] : [],
  );
  const partners = [...new Set([...winners, ...losers])];
  if (winners.length === 0 || partners.length === winners.length) return null;
  const beginnings = partners.map((partner) => beginningOf(partner, introductions)).sort((a, b) => a - b);
  const newest = beginnings.at(-1) as Instant;
  if (overriddenAt.some((at) => at >= newest)) return null;
  return { partners, since: beginnings[1] as Instant };
}

/** When a partner first claimed the customer with a claim that nothing bars. */
function beginningOf(partner: string, introductions: readonly Introduction[]): Instant {
  const first = introductions.find(
    (introduction) =>
      introduction.partner === partner && introduction.claim !== 'touchpoint' && introduction.barred === null,
  );
  if (first === undefined) throw new RangeError(`${partner} is a rival without a claim`);
  return first.claimedAt;
}
