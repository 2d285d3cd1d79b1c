import type { AttributionChanged } from '@ledger/stages/attribution/attribution.decisions';
import { integer, json, orNull, text, time } from '../table/column';
import type { LatestTable } from '../table/table';

/** All that is known of a customer's attribution; the claims that lost are worked out when it is read. */
export type AttributionRow = Omit<AttributionChanged, 'type'>;

export const attributions: LatestTable<AttributionRow, 'customer'> = {
  kind: 'latest',
  name: 'attributions',
  columns: {
    customer: text('customer'),
    settledAt: orNull(time('settled_at_ms')),
    credits: json('credits'),
    introductions: json('introductions'),
    spans: json('spans'),
    termsVersion: integer('terms_version'),
  },
  key: ['customer'],
  fold: { decisions: { AttributionChanged: (rows, changed) => rows.put(changed) } },
};
