import type { Instant } from '@ledger/kernel/instant';
import { termsFor, type ProgramTerms } from '@ledger/program/program-terms';
import { unpaidReasons, type UnpaidQuestion } from '@ledger/stages/payout/payout-gate';
import type { OpenAccount } from '../tables/accounts';
import type { UnpaidEntry } from '../ledger-view';
import type { PartnerRow } from '../tables/partners';
import type { PayoutProfileRow } from '../tables/payout-profiles';

const NOTHING_BROUGHT: Omit<PayoutProfileRow, 'partner'> = {
  rail: null,
  methodChangedAt: null,
  taxForms: [],
  acknowledgementOpen: false,
  withholdingRate: null,
  payoutFailed: false,
};

/** What is not paid yet of an account, and why (contract.md, section 2, `unpaid`). */
export function unpaidEntry(
  account: OpenAccount,
  partner: PartnerRow,
  profile: PayoutProfileRow | null,
  program: ProgramTerms,
  asOf: Instant,
): UnpaidEntry {
  return entryOf(account, unpaidQuestion(account, partner, profile, program, asOf));
}

/** The same by the account's own question. */
export function entryOf(account: OpenAccount, question: UnpaidQuestion): UnpaidEntry {
  const reasons = unpaidReasons(question);
  const { currency, holdMinor: hold, payableMinor: payable, inTransitMinor: inTransit } = account;
  return { partner: account.partner, currency, hold, payable, inTransit, reasons };
}

/** What is asked of a partner. */
export type StandingOfPartner = Pick<PartnerRow, 'partnerType' | 'tier' | 'holds' | 'approvedAt'>;

/** All that decides why an account is not paid at a moment. */
export function unpaidQuestion(
  account: OpenAccount,
  partner: StandingOfPartner,
  profile: PayoutProfileRow | null,
  program: ProgramTerms,
  asOf: Instant,
): UnpaidQuestion {
  const { currency, payableMinor, inTransitMinor, approval, proposedAt } = account;
  return {
    terms: termsFor(program, asOf, { partnerApprovedAt: partner.approvedAt }),
    calendar: program.calendar,
    now: asOf,
    standing: partner,
    profile: profile ?? NOTHING_BROUGHT,
    currency,
    payableMinor,
    inTransitMinor,
    approval,
    proposedAt,
    hasPayableLines: account.hasPayableLines,
    hasHeldLines: account.hasHeldLines,
    heldLineReasons: account.heldReasons,
  };
}
