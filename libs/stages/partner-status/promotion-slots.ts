import { formatRate } from '@ledger/kernel/rate';
import type { Promotion } from '@ledger/program/terms';
import type { PromotionGranted } from './status.decisions';

/** The slots of a program's promotion: taken at a first approval, in the order of arrival, never given back (programs.md, section 2). */
export class PromotionSlots {
  private readonly holders = new Set<string>();
  private closed = false;

  close(): void {
    this.closed = true;
  }

  /** The grant for a partner approved for the first time; null when the slots are taken or the promotion is closed. */
  grantFor(partner: string, promotion: Promotion | null): PromotionGranted | null {
    if (promotion === null || this.closed || this.holders.has(partner) || this.holders.size >= promotion.slots)
      return null;
    return { type: 'PromotionGranted', partner, promotion: promotion.name, rate: formatRate(promotion.rate) };
  }

  occupy(partner: string): void {
    this.holders.add(partner);
  }
}
