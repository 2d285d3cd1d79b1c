import type { CalendarDate } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import { plusDays } from '@ledger/kernel/instant';
import { ZERO, type AmountMinor } from '@ledger/kernel/money';
import { termsFor, type ProgramTerms } from '@ledger/program/program-terms';
import { expectedPayout } from '@ledger/stages/payout/expected-payout';
import type { ApprovalWait } from '@ledger/stages/payout/payout.decisions';
import type { UnpaidQuestion } from '@ledger/stages/payout/payout-gate';
import { unpaidAmounts, type UnpaidAmount } from '@ledger/stages/payout/unpaid-amounts';
import type { PayoutProfileRow } from '../tables/payout-profiles';
import { unpaidQuestion, type StandingOfPartner } from './unpaid-entry';

/** What is payable of an account, without what it has in hold. */
export interface PayableAccount {
  readonly partner: string;
  readonly currency: string;
  readonly payableMinor: AmountMinor;
  readonly approval: ApprovalWait | null;
  readonly proposedAt: Instant | null;
}

/** Why what is payable is not paid, until a fact changes it or time does. */
export interface PayableReasons {
  /** What is payable of it, also where what holds the partner keeps back what is in hold too. */
  readonly reasons: readonly UnpaidAmount[];
  /** When time alone may change something about them; null: never. */
  readonly judgeAgainAt: Instant | null;
}

/**
 * Why what is payable of an account is not paid: no more of the account is needed than its sum, so that it costs the
 * same however many lines it has. The run that `scheduled` ends at is the next one if nothing else becomes payable by then.
 */
export function payableReasons(
  account: PayableAccount,
  partner: StandingOfPartner,
  profile: PayoutProfileRow | null,
  program: ProgramTerms,
  asOf: Instant,
): PayableReasons {
  const question = unpaidQuestion(withoutLines(account), partner, profile, program, asOf);
  const later = program.versions.map(({ effectiveFrom }) => effectiveFrom).filter((from) => from > asOf);
  const scope = { partnerApprovedAt: partner.approvedAt };
  const termsAt = (at: Instant) => termsFor(program, at, scope);
  const next = expectedPayout({
    ...question,
    isProposalOvertaken: false,
    termsAt,
    laterVersionsFrom: later,
    clearing: [],
  });
  const reasons = unpaidAmounts(question, [], next);
  return { reasons, judgeAgainAt: firstOf([...changesOfReasons(question), ...later, next?.runAt ?? null], asOf) };
}

function withoutLines(account: PayableAccount) {
  const nothing = {
    holdMinor: ZERO,
    inTransitMinor: ZERO,
    hasHeldLines: false,
    heldReasons: [],
    isProposalOvertaken: false,
  };
  // How many lines that is matters to no reason.
  return { ...account, ...nothing, payableLines: 0, hasPayableLines: account.payableMinor !== ZERO };
}

/** When a new payout method has waited long enough, and when forms expire. */
export function changesOfReasons({ terms, profile, calendar }: UnpaidQuestion): (Instant | null)[] {
  const { methodChangedAt, taxForms } = profile;
  const waited = methodChangedAt === null ? null : plusDays(methodChangedAt, terms.payout.newMethodWaitDays);
  const expired = taxForms.map(({ validThrough }) =>
    validThrough === null ? null : calendar.startOfDate((validThrough + 1) as CalendarDate),
  );
  return [waited, ...expired];
}

/** The first of the moments after one; null: there is none. */
export function firstOf(moments: readonly (Instant | null)[], after: Instant): Instant | null {
  return moments.reduce<Instant | null>(
    (first, at) => (at === null || at <= after || (first !== null && first <= at) ? first : at),
    null,
  );
}
