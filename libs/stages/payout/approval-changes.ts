import type { Instant } from '@ledger/kernel/instant';
import { approvalOf, type PayoutAccount } from './payout-account';
import type { PayoutBook } from './payout-book';
import type { AccountApprovalChanged, PayoutDecision } from './payout.decisions';

/** For each account that decisions touched, what approval it waits for, where that is not as it was told last. */
export function approvalChanges(
  decisions: readonly PayoutDecision[],
  decidedAt: Instant,
  book: PayoutBook,
): AccountApprovalChanged[] {
  const touched = new Set<PayoutAccount>();
  for (const decision of decisions) {
    if ('currency' in decision) touched.add(book.lines.account(decision.partner, decision.currency));
  }
  return [...touched].flatMap((account): AccountApprovalChanged[] => {
    const approval = approvalOf(account);
    const { partner, currency } = account;
    if (approval === account.approval) return [];
    return [{ type: 'AccountApprovalChanged', partner, currency, approval, decidedAt }];
  });
}
