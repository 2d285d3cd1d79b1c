import type { Month } from '@ledger/kernel/calendar';
import type { CommissionPosted } from '@ledger/stages/commission/commission.decisions';
import { amount, integer, text, time } from '../definition/column';
import type { LatestTable } from '../definition/table';

type OfLine = 'partner' | 'invoice' | 'line' | 'customer' | 'currency' | 'baseMinor' | 'earnedAt';

/** On what a partner's commission for a line of an invoice is computed, as the last posting about it has it. */
export interface EarnedBaseRow extends Pick<CommissionPosted, OfLine> {
  /** Of the earning event. */
  readonly month: Month;
}

export const earnedBases: LatestTable<EarnedBaseRow, 'partner' | 'invoice' | 'line'> = {
  kind: 'latest',
  name: 'earned_bases',
  columns: {
    partner: text('partner'),
    invoice: text('invoice'),
    line: text('line'),
    customer: text('customer'),
    currency: text('currency'),
    baseMinor: amount('base_minor'),
    earnedAt: time('earned_at_ms'),
    month: integer('month'),
  },
  key: ['partner', 'invoice', 'line'],
  fold: {
    decisions: {
      CommissionPosted: (rows, { partner, invoice, line, customer, currency, baseMinor, earnedAt }, calendar) => {
        const month = calendar.monthAt(earnedAt);
        rows.put({ partner, invoice, line, customer, currency, baseMinor, earnedAt, month });
      },
    },
  },
};
