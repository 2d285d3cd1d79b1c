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

/** What the end of a quarter will post; negative as a rule. */
export interface ExpectedMoney extends HeldMoney {
  readonly dueAt: Instant;
}

/** What may become payable of an account. */
export interface MoneyAhead {
  readonly held: readonly HeldMoney[];
  readonly trueUps: readonly ExpectedMoney[];
}

export function accountBalance(
  account: OpenAccount,
  { held, trueUps }: MoneyAhead,
  partner: PartnerRow,
  profile: PayoutProfileRow | null,
  program: ProgramTerms,
  asOf: Instant,
): AccountBalance {
  const question = unpaidQuestion(account, partner, profile, program, asOf);
  const coming = trueUps.map((money) => ({ ...money, clearsAt: later(money.dueAt, money.clearsAt) }));
  const scope = { partnerApprovedAt: partner.approvedAt };
  const next = expectedPayout({
    ...question,
    isProposalOvertaken: account.isProposalOvertaken,
    termsAt: (at) => termsFor(program, at, scope),
    laterVersionsFrom: program.versions.map(({ effectiveFrom }) => effectiveFrom).filter((from) => from > asOf),
    clearing: partner.holds.length > 0 ? [] : [...held, ...coming].filter(({ holds }) => holds.length === 0),
  });
  return {
    unpaid: entryOf(account, question),
    waiting: unpaidAmounts(question, held, next),
    next,
  };
}

function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}
