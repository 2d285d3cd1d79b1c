import type { Month } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import { integer, text, time } from '../definition/column';
import type { LatestTable } from '../definition/table';

/** When a partner was first approved or enrolled. */
export interface ApprovalRow {
  readonly partner: string;
  readonly approvedAt: Instant;
  readonly month: Month;
}

export const approvals: LatestTable<ApprovalRow, 'partner'> = {
  kind: 'latest',
  name: 'approvals',
  columns: { partner: text('partner'), approvedAt: time('approved_at_ms'), month: integer('month') },
  key: ['partner'],
  fold: {
    decisions: {
      PartnerStandingChanged: (rows, { partner, approvedAt }, calendar) => {
        if (approvedAt === null) rows.remove({ partner });
        else rows.put({ partner, approvedAt, month: calendar.monthAt(approvedAt) });
      },
    },
  },
};
