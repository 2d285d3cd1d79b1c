import type { PromotionGranted } from '@ledger/stages/partner-status/status.decisions';
import { count, text } from '../definition/column';
import type { LatestTable } from '../definition/table';

/** The promotion whose slot a partner took. */
export interface PromotionRow extends Omit<PromotionGranted, 'type'> {
  /** The fact that granted it: slots are taken in the order in which facts arrived. */
  readonly seq: number;
}

export const promotions: LatestTable<PromotionRow, 'partner'> = {
  kind: 'latest',
  name: 'promotions',
  columns: { partner: text('partner'), promotion: text('promotion'), rate: text('rate'), seq: count('seq') },
  key: ['partner'],
  fold: { decisions: { PromotionGranted: (rows, granted, _calendar, seq) => rows.put({ ...granted, seq }) } },
};
