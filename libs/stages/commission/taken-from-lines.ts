import type { Instant } from '@ledger/kernel/instant';
import { ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { allocateRefunds, type RefundAllocation } from './allocate-refunds';
import { isDeferred } from './defer-refund-to-true-up';
import type { Refund, RevenueEvent, TakenBack } from './invoice-account';
import { isLostAsAWhole, lostDisputes, partsLost } from './invoice-disputes';
import type { TakenFigures } from './line-figures';

/** So many refunds and disputes are named with a line; one that is refunded a thousand times would else name a million. */
const NAMED = 5;

interface Taken {
  /** Of each line, in the order of the lines; no entry: nothing. */
  readonly takenMinor: readonly AmountMinor[];
  /** How refunds spread; null: all of the invoice is taken back. */
  readonly allocation: RefundAllocation | null;
  readonly refundCount: number;
  /** What each line's figures name. */
  readonly told: Pick<TakenFigures, 'by' | 'more'>;
}

/**
 * What refunds, lost disputes and a void take from the lines of an invoice (programs.md, section 0, Refunds and
 * Disputes). `clock` is the program's: a quarter that is over defers no refund any more.
 */
export class TakenFromLines {
  private readonly known = new Map<boolean, Taken>();

  constructor(
    private readonly revenue: RevenueEvent,
    private readonly program: ProgramTerms,
    private readonly clock: Instant,
  ) {}

  /** Taken of each line, in the order of the lines, with its sign; `defersRefunds`: those that wait for a true-up are left out. */
  ofLines(defersRefunds: boolean): readonly AmountMinor[] {
    return this.taken(defersRefunds).takenMinor;
  }

  /** What was taken of the line at an index, and by what; undefined: nothing. */
  figuresOf(index: number, defersRefunds: boolean): TakenFigures | undefined {
    const { takenMinor, allocation, told } = this.taken(defersRefunds);
    const of = takenMinor[index] ?? ZERO;
    if (of === ZERO) return undefined;
    if (allocation === null) return { takenMinor: of, whole: this.isVoided() ? 'void' : 'dispute' };
    const { spreadMinor: sumMinor, leftMinor, leftOfAllMinor } = allocation;
    const namedMinor = allocation.namedMinor[index] ?? ZERO;
    return {
      takenMinor: of,
      ...(namedMinor === ZERO ? {} : { namedMinor }),
      ...(sumMinor === ZERO ? {} : { spread: { sumMinor, leftMinor: leftMinor[index] ?? ZERO, leftOfAllMinor } }),
      ...told,
    };
  }

  /** How many refunds wait for the end of the quarter. */
  waiting(defersRefunds: boolean): number {
    if (!defersRefunds || this.taken(true).allocation === null) return 0;
    return (this.revenue.account.refunds?.size ?? 0) - this.taken(true).refundCount;
  }

  private taken(defersRefunds: boolean): Taken {
    let taken = this.known.get(defersRefunds);
    if (taken === undefined) {
      taken = this.takenNow(defersRefunds);
      this.known.set(defersRefunds, taken);
    }
    return taken;
  }

  private takenNow(defersRefunds: boolean): Taken {
    const { account } = this.revenue;
    if (this.isVoided() || isLostAsAWhole(account)) {
      return {
        takenMinor: account.lines.map(({ amountMinor }) => amountMinor),
        allocation: null,
        refundCount: 0,
        told: {},
      };
    }
    const all = [...(account.refunds?.values() ?? [])];
    const refunds = all.filter((refund) => !defersRefunds || !this.waits(refund));
    const takenBack: readonly TakenBack[] = [...refunds, ...partsLost(account)];
    const allocation = takenBack.length === 0 ? NOTHING_TAKEN : allocateRefunds(account.lines, takenBack);
    const told = toldBy([...refunds.map(({ refund }) => refund), ...lostDisputes(account)]);
    return { takenMinor: allocation.takenMinor, allocation, refundCount: refunds.length, told };
  }

  private isVoided(): boolean {
    return this.revenue.account.voided && this.program.versions[0]?.earnOn === 'billed';
  }

  private waits({ at }: Refund): boolean {
    return isDeferred(at, this.revenue.at, this.clock, this.program.calendar);
  }
}

function toldBy(by: readonly string[]): Taken['told'] {
  return { by: by.slice(0, NAMED), ...(by.length > NAMED ? { more: by.length - NAMED } : {}) };
}

const NOTHING_TAKEN: RefundAllocation = {
  takenMinor: [],
  namedMinor: [],
  leftMinor: [],
  leftOfAllMinor: ZERO,
  spreadMinor: ZERO,
  exceeds: false,
};
