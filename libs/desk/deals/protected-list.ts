import type { Calendar } from '@ledger/kernel/calendar';
import { compareCodePoints } from '@ledger/kernel/code-point-order';
import type { Instant } from '@ledger/kernel/instant';
import type { FactKey } from '@ledger/stages/facts/fact-key';
import { protectionsInForce } from '@ledger/stages/facts/protected-accounts';

/** What was recorded of an account of a partner's list. */
export interface ListedAccount extends FactKey {
  readonly customer: string;
  readonly move: 'protected' | 'lost';
}

/** An account on a partner's protected list. */
export interface ProtectedAccount {
  readonly customer: string;
  readonly protectedAt: Instant;
  readonly until: Instant;
  /** When its pipeline moved last; null: never. */
  readonly lastMovementAt: Instant | null;
  /** It did not move in the quarter: staff may take it off the list. */
  readonly isProposedForRelease: boolean;
}

/**
 * The accounts that a partner has protected at a time, by the earliest protection of each. One that did not move since
 * the quarter began is proposed for release: protecting it is no movement.
 */
export function protectedList(
  recorded: readonly ListedAccount[],
  lastMovementOf: (customer: string) => Instant | null,
  asOf: Instant,
  calendar: Calendar,
): readonly ProtectedAccount[] {
  const protections = recorded.filter(({ move }) => move === 'protected');
  const losses = recorded.filter(({ move }) => move === 'lost');
  const quarter = calendar.quarterAt(asOf);
  const [begins, until] = [calendar.startOfQuarter(quarter), calendar.startOfQuarter((quarter + 1) as typeof quarter)];
  const listed = new Map<string, ProtectedAccount>();
  for (const { customer, at } of protectionsInForce(protections, losses, asOf, calendar)) {
    if (listed.has(customer)) continue;
    const lastMovementAt = lastMovementOf(customer);
    const isProposedForRelease = lastMovementAt === null || lastMovementAt < begins;
    listed.set(customer, { customer, protectedAt: at, until, lastMovementAt, isProposedForRelease });
  }
  return [...listed.values()].sort(
    (a, b) => a.protectedAt - b.protectedAt || compareCodePoints(a.customer, b.customer),
  );
}

/** The accounts that were protected to the end of the quarter before, and are not now: to be protected again, or let go. */
export function fromLastQuarter(
  recorded: readonly ListedAccount[],
  asOf: Instant,
  calendar: Calendar,
): readonly string[] {
  const begins = calendar.startOfQuarter(calendar.quarterAt(asOf));
  const endOfLast = (begins - 1) as Instant;
  const inForceAt = (at: Instant) =>
    protectionsInForce(
      recorded.filter(({ move }) => move === 'protected'),
      recorded.filter(({ move }) => move === 'lost'),
      at,
      calendar,
    ).map(({ customer }) => customer);
  const now = new Set(inForceAt(asOf));
  return [...new Set(inForceAt(endOfLast))].filter((customer) => !now.has(customer)).sort(compareCodePoints);
}
