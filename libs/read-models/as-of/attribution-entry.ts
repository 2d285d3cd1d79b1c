import { compareCodePoints } from '@ledger/kernel/code-point-order';
import { formatInstant, type Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { Terms } from '@ledger/program/terms';
import type { Credit, LostClaim } from '@ledger/stages/attribution/attribution.decisions';
import { spanAt } from '@ledger/stages/attribution/credit-spans';
import { settle } from '@ledger/stages/attribution/settle';
import type { AttributionEntry, CreditEntry, LostClaimEntry } from '../ledger-view';
import type { AttributionRow } from '../tables/attributions';

/**
 * A customer's credits in force at `asOf` and the claims that lost against them. Until it settles, they are provisional:
 * as if it settled at `asOf` (programs.md, Attribution). null: no claim, touchpoint or override names the customer.
 */
export function attributionEntry(row: AttributionRow, program: ProgramTerms, asOf: Instant): AttributionEntry | null {
  const { customer, settledAt, introductions, spans } = row;
  if (introductions.length === 0 && spans.every(({ override }) => override === null)) return null;
  const { credits: inForce, override } = spanAt(spans, asOf);
  const overriding = override === null ? null : inForce;
  const { credits, lost } = settle(introductions, overriding, settledAt ?? asOf, termsOf(row, program));
  return {
    customer,
    settledAt: settledAt === null ? null : formatInstant(settledAt),
    credits: credits.map(creditEntry).sort(byCredit),
    lost: lost.map(lostClaimEntry).sort(byLostClaim),
  };
}

/** The version that decided on the introductions: of the settling, or of the clock that the customer was last judged at. */
function termsOf(row: AttributionRow, program: ProgramTerms): Terms {
  const terms = program.versions.find(({ version }) => version === row.termsVersion);
  if (terms !== undefined) return terms;
  throw new RangeError(
    `customer ${row.customer} of ${program.name} was judged by terms version ${row.termsVersion}, which is not loaded`,
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
    compareCodePoints(a.partner ?? '', b.partner ?? '') ||
    compareCodePoints(a.claim, b.claim) ||
    compareCodePoints(a.at, b.at) ||
    compareCodePoints(a.reason, b.reason)
  );
}
