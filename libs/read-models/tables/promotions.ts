import type { PromotionGranted } from '@ledger/stages/partner-status/status.decisions';
import { text } from '../definition/column';
import type { LatestTable } from '../definition/table';

/** The promotion whose slot a partner took. */
export type PromotionRow = Omit<PromotionGranted, 'type'>;

export const promotions: LatestTable<PromotionRow, 'partner'> = {
  kind: 'latest',
  name: 'promotions',
  columns: { partner: text('partner'), promotion: text('promotion'), rate: text('rate') },
  key: ['partner'],
  fold: { decisions: { PromotionGranted: (rows, granted) => rows.put(granted) } },
};
