import type { EventType } from '@ledger/contracts/event-types';
import { text } from '../definition/column';
import { textIn, type FactFields } from '../definition/fact-fields';
import { FACT_COLUMNS, type FactRow } from '../definition/fact-row';
import type { FirstTable } from '../definition/table';
import type { FirstRows } from '../definition/written-rows';

/** A lead, a registration or a protection that a partner sent in, whether its customer is known or not. */
export interface SubmissionRow extends FactRow {
  readonly partner: string;
  readonly eventType: EventType;
}

export const submissions: FirstTable<SubmissionRow> = {
  kind: 'first',
  name: 'submissions',
  columns: { partner: text('partner'), eventType: text('event_type'), ...FACT_COLUMNS },
  key: ['source', 'id'],
  indexes: { submissions_of_partner: '(program, partner, at_ms)' },
  fold: { facts: { 'referral.submitted': sentIn, 'deal.registered': sentIn, 'account.protected': sentIn } },
};

function sentIn(rows: FirstRows<SubmissionRow>, fact: FactRow, data: FactFields, eventType: EventType): void {
  rows.keep({ ...fact, partner: textIn(data, 'partner'), eventType });
}
