import type { ApprovalWait } from '@ledger/contracts/decided-words';
import { text } from '../definition/column';
import type { LatestTable } from '../definition/table';
import type { AccountKey } from './accounts';

/** The approval that an account waits for. */
export interface AccountApprovalRow extends AccountKey {
  readonly approval: ApprovalWait;
}

export const accountApprovals: LatestTable<AccountApprovalRow, keyof AccountKey> = {
  kind: 'latest',
  name: 'account_approvals',
  columns: { partner: text('partner'), currency: text('currency'), approval: text('approval') },
  key: ['partner', 'currency'],
  fold: {
    decisions: {
      AccountApprovalChanged: (rows, { partner, currency, approval }) =>
        approval === null ? rows.remove({ partner, currency }) : rows.put({ partner, currency, approval }),
    },
  },
};
