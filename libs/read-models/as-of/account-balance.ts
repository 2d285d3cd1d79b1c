import type { Instant } from '@ledger/kernel/instant';
import { termsFor, type ProgramTerms } from '@ledger/program/program-terms';
import { expectedPayout, type ExpectedPayout } from '@ledger/stages/payout/expected-payout';
import { unpaidAmounts, type HeldMoney, type UnpaidAmount } from '@ledger/stages/payout/unpaid-amounts';
import type { OpenAccount } from '../tables/accounts';
import type { UnpaidEntry } from '../ledger-view';
import type { PartnerRow } from '../tables/partners';
import type { PayoutProfileRow } from '../tables/payout-profiles';
import { entryOf, unpaidQuestion } from './unpaid-entry';

/** What is not paid yet of an account, how much for which reason, and what time alone will bring. */
export interface AccountBalance {
  readonly unpaid: UnpaidEntry;
  readonly waiting: readonly UnpaidAmount[];
  /** The next payout if nothing else happens; null: time alone brings none. */
  readonly next: ExpectedPayout | null;
}

/** `held`: the account's money in hold. */
export function accountBalance(
  account: OpenAccount,
  held: readonly HeldMoney[],
  partner: PartnerRow,
  profile: PayoutProfileRow | null,
  program: ProgramTerms,
  asOf: Instant,
): AccountBalance {
  const question = unpaidQuestion(account, partner, profile, program, asOf);
  const scope = { partnerApprovedAt: partner.approvedAt };
  const next = expectedPayout({
    ...question,
    termsAt: (at) => termsFor(program, at, scope),
    laterVersionsFrom: program.versions.map(({ effectiveFrom }) => effectiveFrom).filter((from) => from > asOf),
    clearing: partner.holds.length > 0 ? [] : held.filter(({ holds }) => holds.length === 0),
  });
  return {
    unpaid: entryOf(account, question),
    waiting: unpaidAmounts(question, held, next),
    next,
  };
}
