import type { Instant } from '@ledger/kernel/instant';
import { add, ZERO } from '@ledger/kernel/money';
import type { CommissionDecision, TrueUpExpected } from './commission.decisions';
import type { InvoiceAccount } from './invoice-account';

/** What is to be expected of an invoice for each partner. */
export type ByPartner = ReadonlyMap<string, TrueUpExpected>;

/** What the end of a quarter would post on an invoice, as what is to be expected until then: a sum for each partner. */
export function expectedOf(decisions: Iterable<CommissionDecision>, dueAt: Instant): ByPartner {
  const expected = new Map<string, TrueUpExpected>();
  for (const decision of decisions) {
    if (decision.type !== 'CommissionPosted') continue;
    const { invoice, partner, currency, clearsAt, holds } = decision;
    const amountMinor = add(expected.get(partner)?.amountMinor ?? ZERO, decision.amountMinor);
    expected.set(partner, {
      type: 'TrueUpExpected',
      invoice,
      partner,
      currency,
      amountMinor,
      dueAt,
      clearsAt,
      holds,
    });
  }
  return expected;
}

/** What is to be expected of an invoice and was not told so; null: nothing is. */
export function* changedExpectations(account: InvoiceAccount, expected: ByPartner | null): Generator<TrueUpExpected> {
  const told = account.expected;
  for (const now of expected?.values() ?? []) {
    const before = told?.get(now.partner);
    if (before === undefined ? now.amountMinor !== 0n : !isSame(before, now)) yield now;
  }
  for (const before of [...(told?.values() ?? [])]) {
    if (expected?.has(before.partner) !== true) yield { ...before, amountMinor: ZERO, holds: [] };
  }
}

function isSame(a: TrueUpExpected, b: TrueUpExpected): boolean {
  return (
    a.amountMinor === b.amountMinor &&
    a.dueAt === b.dueAt &&
    a.clearsAt === b.clearsAt &&
    a.currency === b.currency &&
    a.holds.join() === b.holds.join()
  );
}
