import { compareCodePoints } from '@ledger/kernel/code-point-order';
import { formatInstant, type Instant } from '@ledger/kernel/instant';
import { termsFor, type ProgramTerms } from '@ledger/program/program-terms';
import type { Terms } from '@ledger/program/terms';
import type { Credit, LostClaim } from '@ledger/stages/attribution/attribution.decisions';
import { settle } from '@ledger/stages/attribution/settle';
import type { AttributionEntry, CreditEntry, LostClaimEntry } from '../ledger-view';
import type { AttributionRow } from '../rows';

/**
 * A customer's credits and the claims that lost. Until it settles, credits are provisional: as if it settled at `asOf`
 * (programs.md, Attribution). null: no claim, touchpoint or override names the customer.
 */
export function attributionEntry(row: AttributionRow, program: ProgramTerms, asOf: Instant): AttributionEntry | null {
  const { customer, settledAt, introductions, override } = row;
  if (introductions.length === 0 && override === null) return null;
  const moment = settledAt ?? asOf;
  const { credits, lost } = settle(introductions, override, moment, termsOf(row, program, asOf));
  const standing = settledAt === null ? credits : row.credits;
  return {
    customer,
    settledAt: settledAt === null ? null : formatInstant(settledAt),
    credits: standing.map(creditEntry).sort(byCredit),
    lost: lost.map(lostClaimEntry).sort(byLostClaim),
  };
}

/** A settled customer keeps the version that it settled by; a provisional one has the version of the moment. */
function termsOf(row: AttributionRow, program: ProgramTerms, asOf: Instant): Terms {
  if (row.settledAt === null) return termsFor(program, asOf, { customerSettledAt: asOf });
  const terms = program.versions.find(({ version }) => version === row.termsVersion);
  if (terms !== undefined) return terms;
  throw new RangeError(
    `customer ${row.customer} of ${program.program} settled by terms version ${row.termsVersion}, which is not loaded`,
  );
}

function creditEntry({ partner, role, weight }: Credit): CreditEntry {
  return { partner, role, weight };
}

function byCredit(a: CreditEntry, b: CreditEntry): number {
  return (
    compareCodePoints(a.partner, b.partner) || compareCodePoints(a.role, b.role) || (a.weight ?? 0) - (b.weight ?? 0)
  );
}

function lostClaimEntry({ partner, claim, claimedAt, reason }: LostClaim): LostClaimEntry {
  return { partner, claim, at: formatInstant(claimedAt), reason };
}

function byLostClaim(a: LostClaimEntry, b: LostClaimEntry): number {
  return (
    compareCodePoints(a.partner, b.partner) ||
    compareCodePoints(a.claim, b.claim) ||
    compareCodePoints(a.at, b.at) ||
    compareCodePoints(a.reason, b.reason)
  );
}
