import type { Instant } from '@ledger/kernel/instant';
import type { TaxFormDesk } from './desk/tax-form-desk';
import type { FactVerdict } from './forms/add-tax-form';

/** Where a service keeps the tax forms that it is sent, and records their facts. */
export interface TaxPapers {
  readonly forms: TaxFormDesk;
  /** The time of a fact: that of the wall clock, or what the clock of the program shows that it is about. */
  readonly now: (programClock: Instant) => Instant;
  /** Offers a fact to the gate. */
  readonly offer: (event: object, origin: string) => Promise<FactVerdict>;
}
