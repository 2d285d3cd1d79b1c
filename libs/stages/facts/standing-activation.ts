import type { Instant } from '@ledger/kernel/instant';
import type { FactKey } from './fact-key';

/** The customer's first activation that no later (or simultaneous) void strikes, by facts up to `horizon`; undefined: none stands. */
export function firstStandingActivation(
  activations: readonly FactKey[],
  voided: readonly FactKey[],
  horizon: Instant | null = null,
): FactKey | undefined {
  const within = ({ at }: FactKey) => horizon === null || at <= horizon;
  const struckUntil = voided.filter(within).at(-1)?.at;
  return activations.find(
    (activation) => within(activation) && (struckUntil === undefined || activation.at > struckUntil),
  );
}
