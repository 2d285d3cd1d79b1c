import type { PayoutProfileChanged } from '@ledger/stages/payout/payout.decisions';
import { flag, json, orNull, text, time } from '../table/column';
import type { LatestTable } from '../table/table';

/** What a payout asks of a partner. */
export type PayoutProfileRow = Omit<PayoutProfileChanged, 'type'>;

export const payoutProfiles: LatestTable<PayoutProfileRow, 'partner'> = {
  kind: 'latest',
  name: 'payout_profiles',
  columns: {
    partner: text('partner'),
    rail: orNull(text('rail')),
    methodChangedAt: orNull(time('method_changed_at_ms')),
    taxForms: json('tax_forms'),
    acknowledgementOpen: flag('acknowledgement_open'),
    withholdingRate: orNull(text('withholding_rate')),
    payoutFailed: flag('payout_failed'),
  },
  key: ['partner'],
  fold: { decisions: { PayoutProfileChanged: (rows, profile) => rows.put(profile) } },
};
