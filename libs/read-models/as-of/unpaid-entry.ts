import type { Instant } from '@ledger/kernel/instant';
import { termsFor, type ProgramTerms } from '@ledger/program/program-terms';
import { unpaidReasons } from '@ledger/stages/payout/payout-gate';
import type { OpenAccount } from '../ledger-rows';
import type { UnpaidEntry } from '../ledger-view';
import type { PartnerRow, PayoutProfileRow } from '../rows';

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
  const { currency, holdMinor, payableMinor, inTransitMinor, approval } = account;
  const { hasPayableLines, hasHeldLines, heldReasons } = account;
  const reasons = unpaidReasons({
    terms: termsFor(program, asOf, { partnerApprovedAt: partner.approvedAt }),
    calendar: program.calendar,
    now: asOf,
    standing: partner,
    profile: profile ?? NOTHING_BROUGHT,
    currency,
    payableMinor,
    inTransitMinor,
    approval,
    hasPayableLines,
    hasHeldLines,
    heldLineReasons: heldReasons,
  });
  return {
    ...{
      partner: account.partner,
      currency,
      hold: holdMinor,
      payable: payableMinor,
      inTransit: inTransitMinor,
      reasons,
    },
  };
}
