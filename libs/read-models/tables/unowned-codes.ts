import type { Instant } from '@ledger/kernel/instant';
import { text, time } from '../table/column';
import type { GroupedTable } from '../table/table';

/** A sign-up whose code nobody owns, as the customer's attribution has it. */
export interface UnownedCodeRow {
  readonly customer: string;
  readonly at: Instant;
  readonly source: string;
  readonly id: string;
}

export const unownedCodes: GroupedTable<UnownedCodeRow, 'customer'> = {
  kind: 'grouped',
  name: 'unowned_codes',
  columns: { customer: text('customer'), at: time('claimed_at_ms'), source: text('source'), id: text('id') },
  key: ['customer', 'source', 'id'],
  group: ['customer'],
  indexes: { unowned_codes_in_order: '(program, claimed_at_ms, customer, source, id)' },
  fold: {
    decisions: {
      AttributionChanged: (rows, { customer, introductions }) => {
        const unowned = introductions.filter(({ partner }) => partner === null);
        const toRow = ({ claimedAt: at, source, id }: (typeof unowned)[number]) => ({ customer, at, source, id });
        rows.replace({ customer }, unowned.map(toRow));
      },
    },
  },
};
