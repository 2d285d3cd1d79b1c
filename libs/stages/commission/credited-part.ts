import { splitByLargestRemainder } from '@ledger/kernel/largest-remainder';
import { negate, type AmountMinor } from '@ledger/kernel/money';
import type { Credit } from '../attribution/attribution.decisions';

interface Sharing {
  readonly placeOf: Map<Credit, number>;
  readonly weights: bigint[];
  /** Base above 0 → its parts, in the order of the credits. */
  readonly parts: Map<AmountMinor, readonly AmountMinor[]>;
}

/**
 * The parts that a customer's credits have in a base: sourced credits split it by their weights, influenced ones split
 * the whole once more, equally; by largest remainder, ties to the earlier credit (programs.md, section 0, Money). A
 * negative base is split as its absolute value, and the parts take the sign (Base). Each is split once for all who share it.
 */
export class CreditedParts {
  private readonly byRole = new Map<Credit['role'], Sharing>();

  constructor(credits: readonly Credit[]) {
    for (const credit of credits) {
      const sharing: Sharing = this.byRole.get(credit.role) ?? { placeOf: new Map(), weights: [], parts: new Map() };
      this.byRole.set(credit.role, sharing);
      sharing.placeOf.set(credit, sharing.weights.length);
      sharing.weights.push(BigInt(credit.weight ?? 1));
    }
  }

  /** The part of one of the credits that this was made of. */
  partOf(baseMinor: AmountMinor, credit: Credit): AmountMinor {
    const { placeOf, weights, parts } = this.byRole.get(credit.role) as Sharing;
    if (weights.length === 1) return baseMinor;
    const magnitude = baseMinor < 0n ? negate(baseMinor) : baseMinor;
    let split = parts.get(magnitude);
    if (split === undefined) {
      split = splitByLargestRemainder(magnitude, weights);
      parts.set(magnitude, split);
    }
    const part = split[placeOf.get(credit) as number] as AmountMinor;
    return baseMinor < 0n ? negate(part) : part;
  }
}
