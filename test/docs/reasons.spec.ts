import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { statementColumn } from '@ledger/read-models/changes/statement-column';
import type { PayoutRowState } from '@ledger/read-models/rows';
import type { LostReason } from '@ledger/stages/attribution/attribution.decisions';
import type { LineReason } from '@ledger/stages/commission/commission.decisions';
import type { NothingReason } from '@ledger/stages/commission/line-figures';
import type { UnpaidReason } from '@ledger/stages/payout/payout-gate';

const PAGE = readFileSync(join(__dirname, '..', '..', 'docs', 'reasons.md'), 'utf8');

/** All words of a type: the compiler refuses this file when one is missing or too many. */
const LINE: Record<LineReason, true> = {
  ...{ accrual: true, refund: true, dispute: true, void: true, clawback: true, bonus: true, reattribution: true },
  ...{ rate_change: true, true_up: true, correction: true, adjustment: true, write_off: true, forfeit: true },
};
const NOTHING: Record<NothingReason, true> = {
  ...{ no_credit: true, not_a_partner: true, terminated: true, opted_out: true, engagement_ended: true, kind: true },
  ...{ no_amount: true, not_settled: true, end: true, not_first_payment: true, churn: true, taken_back: true },
  ...{ clawback: true, rounds_to_nothing: true },
};
const UNPAID: Record<UnpaidReason, true> = {
  ...{ clearing: true, dispute: true, not_activated: true, violation: true, certification_missing: true },
  ...{ suspended: true, not_approved: true, below_minimum: true, negative_balance: true, tax_form_missing: true },
  ...{ tax_form_expired: true, payout_method_missing: true, payout_method_new: true, payout_failed: true },
  ...{ acknowledgement_missing: true, approval_pending: true, declined: true, in_transit: true, scheduled: true },
};
const LOST: Record<LostReason, true> = {
  ...{ later: true, lower_priority: true, expired: true, protection_ended: true, after_direct_contact: true },
  ...{ window_passed: true, not_approved: true, self_referral: true, after_settling: true, overridden: true },
  unknown_code: true,
};
const PAYOUT: Record<PayoutRowState, true> = {
  ...{ proposed: true, declined: true, in_transit: true, paid: true, failed: true, returned: true },
};

/** The cells of the rows under a heading of the page. */
function rowsUnder(heading: string): string[][] {
  const section = PAGE.split(/^## /m).find((each) => each.startsWith(`${heading}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((row) =>
    row
      .split('|')
      .map((cell) => cell.trim().replaceAll('`', ''))
      .slice(1, -1),
  );
}

it.each([
  ['Why a line was posted', LINE],
  ['Why an invoice line earned nothing', NOTHING],
  ['Why money is not paid yet', UNPAID],
  ['Why a claim on a customer was lost', LOST],
  ['States of a payout', PAYOUT],
])('docs/reasons.md explains every word and no other: %s', (heading, words) => {
  const explained = rowsUnder(heading).map(([word]) => word);
  expect(explained.toSorted()).toEqual(Object.keys(words).toSorted());
});

it('docs/reasons.md names the column of the statement that a reason adds up in', () => {
  for (const [reason, , column] of rowsUnder('Why a line was posted')) {
    expect(`${column}Minor`).toBe(statementColumn(reason as LineReason));
  }
});
