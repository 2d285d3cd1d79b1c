import type { Instant } from '@ledger/kernel/instant';
import { termsFor, type ProgramTerms } from '@ledger/program/program-terms';
import { expectedPayout, type ExpectedPayout } from '@ledger/stages/payout/expected-payout';
import {
  takesEffectAt,
  trueUpAhead,
  withTrueUp,
  type ExpectedMoney,
  type TrueUpAhead,
} from '@ledger/stages/payout/true-up-ahead';
import { unpaidAmounts, type HeldMoney, type UnpaidAmount } from '@ledger/stages/payout/unpaid-amounts';
import type { OpenAccount } from '../tables/accounts';
import type { UnpaidEntry } from '../ledger-view';
import type { PayoutProfileRow } from '../tables/payout-profiles';
import { changesOfReasons, firstOf } from './payable-reasons';
import { entryOf, unpaidQuestion, type StandingOfPartner } from './unpaid-entry';

/** What is not paid yet of an account, how much for which reason, and what time alone will bring. */
export interface AccountBalance {
  readonly unpaid: UnpaidEntry;
  readonly waiting: readonly UnpaidAmount[];
  /** The next payout if nothing else happens; null: time alone brings none. */
  readonly next: ExpectedPayout | null;
  /** What the end of a quarter will take of it before that; `waiting` names it. */
  readonly trueUp: TrueUpAhead | null;
  /** When time alone may change something about the next payout; null: never. */
  readonly judgeAgainAt: Instant | null;
}

/** What may become payable of an account. */
export interface MoneyAhead {
  readonly held: readonly HeldMoney[];
  readonly trueUps: readonly ExpectedMoney[];
}

export function accountBalance(
  account: OpenAccount,
  { held, trueUps }: MoneyAhead,
  partner: StandingOfPartner,
  profile: PayoutProfileRow | null,
  program: ProgramTerms,
  asOf: Instant,
): AccountBalance {
  const question = unpaidQuestion(account, partner, profile, program, asOf);
  const scope = { partnerApprovedAt: partner.approvedAt };
  const later = program.versions.map(({ effectiveFrom }) => effectiveFrom).filter((from) => from > asOf);
  const clears = ({ holds }: HeldMoney) => partner.holds.length === 0 && holds.length === 0;
  const expected = trueUps.filter(({ dueAt }) => dueAt > asOf);
  const coming = expected.filter(clears);
  const next = expectedPayout({
    ...question,
    isProposalOvertaken: account.isProposalOvertaken,
    termsAt: (at) => termsFor(program, at, scope),
    laterVersionsFrom: later,
    clearing: [...held.filter(clears), ...coming.map((money) => ({ ...money, clearsAt: takesEffectAt(money) }))],
  });
  const waiting = unpaidAmounts(question, held, next);
  const ahead = trueUpAhead(waiting, coming, next);
  const dueAt = expected.map((money) => money.dueAt);
  return {
    unpaid: entryOf(account, question),
    waiting: withTrueUp(waiting, ahead),
    next,
    trueUp: ahead,
    judgeAgainAt: firstOf([...changesOfReasons(question), ...later, ...dueAt, next?.runAt ?? null], asOf),
  };
}
