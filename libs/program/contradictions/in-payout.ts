import type { Rail } from '../terms';
import type { TermsFault, TermsPath } from '../terms-error';
import type { PlacedEntries } from '../placed-entries';
import type { TermsDocument } from '../terms-schema';
import { anyOr, firstMatches, neverReached, partnerCases, type PartnerCase } from './first-match';

/** Contradictions of when, how and how much is paid out (programs.md, section 0, From hold to paid). */
export function contradictionsInPayout(document: TermsDocument, placed: PlacedEntries): TermsFault[] {
  return [
    ...railsNotOffered(document, placed),
    ...neverPaid(document, placed),
    ...payoutNeverReached(document, placed),
    ...emptyAmounts(document),
    ...withholdsWhatIsHeld(document),
  ];
}

function railsNotOffered({ payout }: TermsDocument, { schedules, minimums, fees }: PlacedEntries): TermsFault[] {
  const named: { rail: Rail | null | undefined; path: TermsPath }[] = [
    { rail: payout.defaultRail, path: ['payout', 'defaultRail'] },
    ...[...schedules, ...minimums, ...fees].map(({ entry, path }) => ({ rail: entry.rail, path: [...path, 'rail'] })),
  ];
  return named.flatMap(({ rail, path }) =>
    rail === undefined || rail === null || payout.rails.includes(rail)
      ? []
      : [{ path, message: `payout.rails does not offer it: write ${payout.rails.join(' or ')}, or add it there` }],
  );
}

function neverPaid(document: TermsDocument, { schedules }: PlacedEntries): TermsFault[] {
  const cases = partnerCases(document);
  const unpaid = firstMatches(
    schedules.map(({ entry }) => entry),
    cases,
    appliesTo,
  ).indexOf(-1);
  const left = cases[unpaid];
  if (left === undefined) return [];
  const who = [left.tier, left.partnerType].filter((word) => word !== null).join(' ');
  return [{ path: ['payout'], message: `no run pays a ${who} by ${left.rail}: add one to payout.runs` }];
}

function payoutNeverReached(document: TermsDocument, { schedules, minimums, fees }: PlacedEntries): TermsFault[] {
  const { rails } = document.payout;
  // An entry for a rail that is not offered is reported as such.
  const offered = <E extends { rail: Rail | null }>({ entry }: { entry: E }) =>
    entry.rail === null || rails.includes(entry.rail);
  const cases = partnerCases(document);
  return [
    ...neverReached(schedules.filter(offered), cases, appliesTo),
    ...neverReached(minimums.filter(offered), cases, (entry, at) => appliesTo({ tier: null, ...entry }, at)),
    ...neverReached(fees.filter(offered), cases, (entry, at) => anyOr(entry.rail, at.rail)),
  ];
}

function appliesTo(
  entry: { tier: string | null; partnerType: string | null; rail: Rail | null },
  at: PartnerCase,
): boolean {
  return (
    anyOr<string | null>(entry.tier, at.tier) && anyOr(entry.partnerType, at.partnerType) && anyOr(entry.rail, at.rail)
  );
}

function emptyAmounts({ partners, payout }: TermsDocument): TermsFault[] {
  const minimums = [
    ...Object.entries(partners.types).flatMap(([type, { minimumPayouts = [] }]) =>
      minimumPayouts.map((entry, index) => ({ entry, path: ['partners', 'types', type, 'minimumPayouts', index] })),
    ),
    ...(payout.minimums ?? []).map((entry, index) => ({ entry, path: ['payout', 'minimums', index] })),
  ];
  const faults: TermsFault[] = minimums.flatMap(({ entry, path }) =>
    Object.keys(entry.amountsMinor).length > 0
      ? []
      : [{ path: [...path, 'amountsMinor'], message: 'name at least one currency, such as { EUR: 20000 }' }],
  );
  if (typeof payout.approval === 'object' && Object.keys(payout.approval.above).length === 0) {
    faults.push({ path: ['payout', 'approval', 'above'], message: 'name at least one currency, or write always' });
  }
  (payout.fees ?? []).forEach(({ rate, fixedMinor = {} }, index) => {
    if ((rate === undefined || rate.digits === 0n) && Object.keys(fixedMinor).length === 0) {
      faults.push({ path: ['payout', 'fees', index], message: 'charges nothing: give rate, fixedMinor or both' });
    }
  });
  return faults;
}

/** Where a payout without a valid tax form is held, there is nothing to withhold from. */
function withholdsWhatIsHeld({ payout }: TermsDocument): TermsFault[] {
  if (payout.withholding === undefined || payout.requires?.includes('tax-form') !== true) return [];
  const message = 'payout.requires holds every payout without a tax form: leave tax-form out there, or this';
  return [{ path: ['payout', 'withholding'], message }];
}
