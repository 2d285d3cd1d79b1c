import { Random } from '@tools/histories/random';
import type { EventType } from '@ledger/contracts/event-types';
import type { LedgerEvent } from '@ledger/contracts/events';

/**
 * What goes by arrival (programs.md, section 0): the slots of a promotion, a registration before its renewal, versions of
 * the terms one after the other. These keep their order among themselves; everything else may come at any time.
 */
const BY_ARRIVAL: ReadonlySet<EventType> = new Set<EventType>([
  ...(['partner.approved', 'partner.enrolled', 'promotion.closed'] as const),
  ...(['deal.registered', 'deal.reregistered', 'period.closed', 'terms.published'] as const),
]);

/** The facts in another order of arrival. */
export function inAnotherOrder(facts: readonly LedgerEvent[], seed: number): LedgerEvent[] {
  const bound = facts.filter(({ type }) => BY_ARRIVAL.has(type));
  return new Random(seed).shuffled(facts).map((fact) => (BY_ARRIVAL.has(fact.type) ? (bound.shift() ?? fact) : fact));
}

/** The facts with the last ones first, as far as that goes. */
export function backwards(facts: readonly LedgerEvent[]): LedgerEvent[] {
  const bound = facts.filter(({ type }) => BY_ARRIVAL.has(type));
  return facts.toReversed().map((fact) => (BY_ARRIVAL.has(fact.type) ? (bound.shift() ?? fact) : fact));
}
