import type { Instant } from '@ledger/kernel/instant';
import type { PayoutState } from '../intake/later-stages';
import type { OpenLine, PayoutAccount } from './payout-account';
import type {
  PayoutAmounts,
  PayoutDeclined,
  PayoutFailed,
  PayoutMade,
  PayoutProposalReplaced,
  PayoutProposed,
  PayoutReturned,
  PayoutSettled,
} from './payout.decisions';
import type { Rewind } from './rewind';

/** A payout as it was proposed or made, and what became of it. */
export interface Payout {
  readonly amounts: PayoutAmounts;
  /** When it was made, or proposed. */
  readonly at: Instant;
  state: PayoutState;
  /** Those that it would pay, pays or paid. */
  readonly lines: OpenLine[];
  /** Those of them that were in hold until they were paid elsewhere; null: none. */
  uncleared: Set<OpenLine> | null;
  settledAt: Instant | null;
  reference: string | null;
}

type DecisionOnPayout =
  PayoutProposed | PayoutProposalReplaced | PayoutDeclined | PayoutMade | PayoutSettled | PayoutFailed | PayoutReturned;

/** Every payout of a program by its id, and the next number (payouts.md, From run to paid). */
export class Payouts {
  private readonly byId = new Map<string, Payout>();

  constructor(private readonly rewind: Rewind) {}

  find(payout: string): Payout | undefined {
    return this.byId.get(payout);
  }

  /** The payout of an id that is known. RangeError: it is not. */
  of(payout: string): Payout {
    const found = this.byId.get(payout);
    if (found === undefined) throw new RangeError(`${payout} was neither proposed nor made`);
    return found;
  }

  /** The id of the next one: all are counted from 1, replaced proposals too. */
  nextId(): string {
    return `po-${this.byId.size + 1}`;
  }

  /** Takes over what was decided on a payout of an account. */
  evolve(decision: DecisionOnPayout, account: PayoutAccount): void {
    switch (decision.type) {
      case 'PayoutProposed':
        this.propose(account, this.open(decision, decision.proposedAt, 'proposed', [...account.payable]));
        return;
      case 'PayoutMade':
        this.make(decision, account);
        return;
      case 'PayoutSettled': {
        const payout = this.of(decision.payout);
        payout.state = 'paid';
        payout.settledAt = decision.settledAt;
        payout.reference = decision.reference;
        return;
      }
      case 'PayoutFailed':
      case 'PayoutReturned':
        this.of(decision.payout).state = decision.type === 'PayoutFailed' ? 'failed' : 'returned';
        return;
      case 'PayoutDeclined': {
        const payout = this.of(decision.payout);
        payout.state = 'declined';
        account.declined.push(payout);
        this.propose(account, null);
        return;
      }
      case 'PayoutProposalReplaced':
        this.setState(this.of(decision.payout), 'replaced');
        this.propose(account, null);
    }
  }

  /** Notes lines that a payout takes with it. */
  addLines(payout: Payout, lines: readonly OpenLine[], hadCleared: boolean): void {
    for (const line of lines) payout.lines.push(line);
    if (hadCleared) return;
    payout.uncleared ??= new Set();
    for (const line of lines) payout.uncleared.add(line);
  }

  private make(made: PayoutMade, account: PayoutAccount): void {
    if (account.proposal?.amounts.payout === made.payout) this.propose(account, null);
    const payout = this.open(made, made.madeAt, made.paidAtOnce ? 'paid' : 'in_transit', []);
    if (made.paidAtOnce) payout.settledAt = made.madeAt;
  }

  /** A proposal that is made keeps its number. */
  private open(told: PayoutAmounts, at: Instant, state: PayoutState, lines: OpenLine[]): Payout {
    const { payout } = told;
    const opened = { amounts: amountsOf(told), at, state, lines, uncleared: null, settledAt: null, reference: null };
    const before = this.byId.get(payout);
    this.byId.set(payout, opened);
    if (this.rewind.isOn) {
      this.rewind.note(() => (before === undefined ? this.byId.delete(payout) : this.byId.set(payout, before)));
    }
    return opened;
  }

  private propose(account: PayoutAccount, proposal: Payout | null): void {
    const { proposal: before } = account;
    account.proposal = proposal;
    if (this.rewind.isOn) this.rewind.note(() => (account.proposal = before));
  }

  private setState(payout: Payout, state: PayoutState): void {
    const { state: before } = payout;
    payout.state = state;
    if (this.rewind.isOn) this.rewind.note(() => (payout.state = before));
  }
}

/** What every decision about a payout repeats. */
function amountsOf(told: PayoutAmounts): PayoutAmounts {
  const { payout, partner, currency, rail, grossMinor, feeMinor, withheldMinor, netMinor, lineCount } = told;
  return { payout, partner, currency, rail, grossMinor, feeMinor, withheldMinor, netMinor, lineCount };
}
