import type { Instant } from '@ledger/kernel/instant';
import type { AmountMinor } from '@ledger/kernel/money';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { allocateRefunds } from './allocate-refunds';
import { isDeferred } from './defer-refund-to-true-up';
import type { Refund, RevenueEvent, TakenBack } from './invoice-account';
import { isLostAsAWhole, partsLost } from './invoice-disputes';

/**
 * What refunds, lost disputes and a void take from the lines of an invoice (programs.md, section 0, Refunds and
 * Disputes). `clock` is the program's: a quarter that is over defers no refund any more.
 */
export class TakenFromLines {
  private readonly known = new Map<boolean, readonly AmountMinor[]>();

  constructor(
    private readonly revenue: RevenueEvent,
    private readonly program: ProgramTerms,
    private readonly clock: Instant,
  ) {}

  /** Taken of each line, in the order of the lines, with its sign; `defersRefunds`: those that wait for a true-up are left out. */
  ofLines(defersRefunds: boolean): readonly AmountMinor[] {
    let taken = this.known.get(defersRefunds);
    if (taken === undefined) {
      taken = this.takenNow(defersRefunds);
      this.known.set(defersRefunds, taken);
    }
    return taken;
  }

  private takenNow(defersRefunds: boolean): readonly AmountMinor[] {
    const { account } = this.revenue;
    const isVoided = account.voided && this.program.versions[0]?.earnOn === 'billed';
    if (isVoided || isLostAsAWhole(account)) return account.lines.map(({ amountMinor }) => amountMinor);
    const refunds = [...(account.refunds?.values() ?? [])].filter((refund) => !defersRefunds || !this.waits(refund));
    const takenBack: readonly TakenBack[] = [...refunds, ...partsLost(account)];
    return takenBack.length === 0 ? [] : allocateRefunds(account.lines, takenBack).takenMinor;
  }

  private waits({ at }: Refund): boolean {
    return isDeferred(at, this.revenue.at, this.clock, this.program.calendar);
  }
}
