import type { Calendar, Month } from '@ledger/kernel/calendar';
import { compareCodePoints } from '@ledger/kernel/code-point-order';
import type { Instant } from '@ledger/kernel/instant';
import type { CommissionDecision } from '../commission/commission.decisions';
import type { PayoutDecision, StatementClosed } from './payout.decisions';

interface Statements {
  readonly partner: string;
  readonly currency: string;
  /** The month of the first posting, from which on each month has a statement. */
  firstMonth: Month;
}

/** Which partners have statements, from which month on and in which currency. */
export class ClosedStatements {
  private readonly byAccount = new Map<string, Statements>();

  constructor(private readonly program: { readonly calendar: Calendar }) {}

  /** Notes what was posted on a fact. */
  note(decisions: Iterable<CommissionDecision | PayoutDecision>): void {
    for (const decision of decisions) {
      if (decision.type !== 'CommissionPosted' && decision.type !== 'OwnLinePosted') continue;
      const { partner, currency } = decision;
      const month = this.program.calendar.monthAt(decision.postedAt);
      const key = `${currency} ${partner}`;
      const known = this.byAccount.get(key);
      if (known === undefined) this.byAccount.set(key, { partner, currency, firstMonth: month });
      else if (month < known.firstMonth) known.firstMonth = month;
    }
  }

  /** The statements of which a month that was closed, with those before it, are the last word; by partner and currency. */
  closedWith(month: Month, closedBefore: Month | null, closedAt: Instant): StatementClosed[] {
    const told = [...this.byAccount.values()].filter(({ firstMonth }) => firstMonth <= month).sort(byPartner);
    return told.map(({ partner, currency, firstMonth }) => {
      const fromMonth = closedBefore === null || closedBefore < firstMonth ? firstMonth : ((closedBefore + 1) as Month);
      return { type: 'StatementClosed', partner, currency, fromMonth, month, closedAt };
    });
  }
}

function byPartner(a: Statements, b: Statements): number {
  return compareCodePoints(a.partner, b.partner) || compareCodePoints(a.currency, b.currency);
}
