import { INTERVALS } from '@ledger/contracts/revenue-schemas';
import { compareRates } from '@ledger/kernel/rate';
import { formatPercent } from '../format-percent';
import type { Earning } from '../terms';
import type { TermsFault } from '../terms-error';
import type { Placed, PlacedEntries } from '../placed-entries';
import { PAID_KINDS, type TermsDocument } from '../terms-schema';
import { anyOr, firstMatches, neverReached, partnerCases, tierNames } from './first-match';

/** Contradictions of what is earned, when it clears and what is taken back (programs.md, section 0, Money). */
export function contradictionsInEarnings(document: TermsDocument, placed: PlacedEntries): TermsFault[] {
  return [
    ...nothingEarns(placed),
    ...placed.earnings.flatMap(outsideItsRange),
    ...intervalsWithoutSubscription(placed),
    ...ratesNeverReached(document, placed),
    ...notAboveTheRates(document, placed, 'bonus'),
    ...notAboveTheRates(document, placed, 'promotion'),
    ...clearingAndClawback(document, placed),
  ];
}

function nothingEarns({ earnings }: PlacedEntries): TermsFault[] {
  return earnings.length > 0
    ? []
    : [{ path: ['earnings'], message: 'nothing earns: give rates here, in a tier or in a partner type' }];
}

function outsideItsRange({ entry, path }: Placed<Earning>): TermsFault[] {
  const range = entry.negotiable;
  if (range === null) return [];
  const place = [...path.slice(0, -2), 'negotiable'];
  if (compareRates(range.atLeast, range.atMost) > 0) {
    return [{ path: [...place, 'atMost'], message: `must not be below atLeast (${formatPercent(range.atLeast)})` }];
  }
  if (compareRates(range.atLeast, entry.rate) > 0 || compareRates(entry.rate, range.atMost) > 0) {
    const around = `${formatPercent(range.atLeast)} to ${formatPercent(range.atMost)}`;
    return [
      {
        path: place,
        message: `the range ${around} does not contain the entry's own rate, ${formatPercent(entry.rate)}`,
      },
    ];
  }
  return [];
}

function intervalsWithoutSubscription({ earnings }: PlacedEntries): TermsFault[] {
  return earnings.flatMap(({ entry, path }) =>
    entry.interval === null || entry.kind === 'subscription'
      ? []
      : [
          {
            path: [...path.slice(0, -2), 'interval'],
            message: `only subscriptions have an interval, ${entry.kind} has none`,
          },
        ],
  );
}

function ratesNeverReached(document: TermsDocument, { earnings }: PlacedEntries): TermsFault[] {
  const cases = partnerCases(document).flatMap((partner) =>
    PAID_KINDS.flatMap((kind) => INTERVALS.map((interval) => ({ ...partner, kind, interval }))),
  );
  return neverReached(
    earnings,
    cases,
    (entry, at) =>
      entry.kind === at.kind &&
      anyOr<string | null>(entry.tier, at.tier) &&
      anyOr(entry.partnerType, at.partnerType) &&
      anyOr(entry.interval, at.interval),
  );
}

/** A bonus or a promotion that pays no more than a rate that it replaces would take something away. */
function notAboveTheRates(document: TermsDocument, placed: PlacedEntries, key: 'bonus' | 'promotion'): TermsFault[] {
  const better = document.earnings[key]?.rate;
  if (better === undefined) return [];
  const tooHigh = placed.earnings.find(({ entry }) => compareRates(entry.rate, better) >= 0);
  if (tooHigh === undefined) return [];
  return [
    {
      path: ['earnings', key, 'rate'],
      message: `must be above the rate that it replaces (${formatPercent(tooHigh.entry.rate)})`,
    },
  ];
}

function clearingAndClawback(document: TermsDocument, placed: PlacedEntries): TermsFault[] {
  const tiers = tierNames(document);
  const cases: (string | null)[] = tiers.length === 0 ? [null] : tiers;
  const matches = (entry: { tier: string | null }, at: string | null) => anyOr(entry.tier, at);
  const uncleared = firstMatches(
    placed.clearing.map(({ entry }) => entry),
    cases,
    matches,
  ).indexOf(-1);
  const missing: TermsFault[] =
    uncleared === -1
      ? []
      : [
          {
            path: ['hold'],
            message: `clearingDays is missing: say after how many days ${cases[uncleared] ?? 'money'} clears (0: at once)`,
          },
        ];
  return [
    ...missing,
    ...neverReached(placed.clearing, cases, matches),
    ...neverReached(placed.clawbacks, cases, matches),
  ];
}
