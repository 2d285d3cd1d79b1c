import type { Instant } from '@ledger/kernel/instant';
import { termsFor, type ProgramTerms } from '@ledger/program/program-terms';
import { expectedPayout, type AccountAhead, type ExpectedPayout } from '@ledger/stages/payout/expected-payout';
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

/** All that an account's balance follows from. */
export interface BalanceGround {
  readonly account: OpenAccount;
  readonly money: MoneyAhead;
  readonly partner: StandingOfPartner;
  readonly profile: PayoutProfileRow | null;
  readonly program: ProgramTerms;
}

/** Whether nothing but time keeps money of an account in hold. */
export function clearsByItself({ holds }: HeldMoney, partner: StandingOfPartner): boolean {
  return partner.holds.length === 0 && holds.length === 0;
}

/** The account as its runs ahead are judged. */
export function accountAhead({ account, money, partner, profile, program }: BalanceGround, asOf: Instant) {
  const question = unpaidQuestion(account, partner, profile, program, asOf);
  const scope = { partnerApprovedAt: partner.approvedAt };
  const later = program.versions.map(({ effectiveFrom }) => effectiveFrom).filter((from) => from > asOf);
  const clears = (each: HeldMoney) => clearsByItself(each, partner);
  const expected = money.trueUps.filter(({ dueAt }) => dueAt > asOf);
  const coming = expected.filter(clears);
  const ahead: AccountAhead = {
    ...question,
    isProposalOvertaken: account.isProposalOvertaken,
    termsAt: (at) => termsFor(program, at, scope),
    laterVersionsFrom: later,
    clearing: [...money.held.filter(clears), ...coming.map((each) => ({ ...each, clearsAt: takesEffectAt(each) }))],
  };
  return { question, ahead, expected, coming, later };
}

export function accountBalance(
  account: OpenAccount,
  money: MoneyAhead,
  partner: StandingOfPartner,
  profile: PayoutProfileRow | null,
  program: ProgramTerms,
  asOf: Instant,
): AccountBalance {
  const ground = { account, money, partner, profile, program };
  const { question, ahead, expected, coming, later } = accountAhead(ground, asOf);
  const next = expectedPayout(ahead);
  const waiting = unpaidAmounts(question, money.held, next);
  const trueUp = trueUpAhead(waiting, coming, next);
  const dueAt = expected.map((each) => each.dueAt);
  return {
    unpaid: entryOf(account, question),
    waiting: withTrueUp(waiting, trueUp),
    next,
    trueUp,
    judgeAgainAt: firstOf([...changesOfReasons(question), ...later, ...dueAt, next?.runAt ?? null], asOf),
  };
}
