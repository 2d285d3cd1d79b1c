import type { Calendar } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import { compareKeys, type FactKey } from './fact-key';

/** An account that a partner protected, or whose protection it lost. */
export interface AccountFact extends FactKey {
  readonly customer: string;
}

/** The protections of a partner in force at a time: those of its quarter that are not lost; several may be of one account. */
export function protectionsInForce<P extends AccountFact>(
  protections: readonly P[],
  losses: readonly AccountFact[],
  at: Instant,
  calendar: Calendar,
): readonly P[] {
  const quarter = calendar.quarterAt(at);
  const lost = losses.filter((loss) => loss.at <= at);
  return protections.filter(
    (protection) =>
      protection.at <= at &&
      calendar.quarterAt(protection.at) === quarter &&
      !lost.some((loss) => loss.customer === protection.customer && compareKeys(loss, protection) > 0),
  );
}
