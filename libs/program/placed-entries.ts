import { rateOf } from '@ledger/kernel/rate';
import type { Clawback, Clearing, Duration, Earning, PayoutFee, PayoutMinimum, PayoutSchedule } from './terms';
import type { TermsPath } from './terms-error';
import type { RateEntry, TermsDocument } from './terms-schema';

/** An entry of one of the first-match lists, with the place in the YAML that it was made from. */
export interface Placed<T> {
  readonly entry: T;
  readonly path: TermsPath;
}

/** The first-match lists of the terms: what a tier says, then what a partner type says, then what holds for all. */
export interface PlacedEntries {
  readonly earnings: readonly Placed<Earning>[];
  readonly clearing: readonly Placed<Clearing>[];
  readonly clawbacks: readonly Placed<Clawback>[];
  readonly schedules: readonly Placed<PayoutSchedule>[];
  readonly minimums: readonly Placed<PayoutMinimum>[];
  readonly fees: readonly Placed<PayoutFee>[];
}

/** Gathers the entries that stand side by side in the YAML (by tier, by partner type) into the engine's lists. */
export function placedEntries(document: TermsDocument): PlacedEntries {
  return {
    earnings: earningsOf(document),
    clearing: clearingOf(document),
    clawbacks: clawbacksOf(document),
    schedules: schedulesOf(document),
    minimums: minimumsOf(document),
    fees: (document.payout.fees ?? []).map(
      ({ rail = null, rate = rateOf('0'), fixedMinor = {}, onReturn = 'ours' }, index) => ({
        entry: { rail, rate, fixedMinor, onReturn },
        path: ['payout', 'fees', index],
      }),
    ),
  };
}

function earningsOf({ tiers = {}, partners, earnings }: TermsDocument): Placed<Earning>[] {
  return [
    ...Object.entries(tiers).flatMap(([tier, { rates = [] }]) => ratesOf(rates, tier, null, ['tiers', tier, 'rates'])),
    ...Object.entries(partners.types).flatMap(([type, { rates = [] }]) =>
      ratesOf(rates, null, type, ['partners', 'types', type, 'rates']),
    ),
    ...ratesOf(earnings.rates ?? [], null, null, ['earnings', 'rates']),
  ];
}

function ratesOf(
  rates: readonly RateEntry[],
  tier: string | null,
  type: string | null,
  path: TermsPath,
): Placed<Earning>[] {
  return rates.flatMap((entry, index) =>
    entry.pays.map((kind, position) => ({
      entry: {
        tier,
        partnerType: entry.partnerType ?? type,
        kind,
        interval: entry.interval ?? null,
        rate: entry.rate,
        negotiable: entry.negotiable ?? null,
        duration: durationOf(entry.duration),
      },
      path: [...path, index, 'pays', position],
    })),
  );
}

function durationOf(duration: RateEntry['duration']): Duration {
  return typeof duration === 'string' ? { type: duration } : { type: 'months', ...duration };
}

function clearingOf({ tiers = {}, hold }: TermsDocument): Placed<Clearing>[] {
  const ofTiers = Object.entries(tiers).flatMap(([tier, { clearingDays }]) =>
    clearingDays === undefined ? [] : [{ entry: { tier, clearingDays }, path: ['tiers', tier, 'clearingDays'] }],
  );
  if (hold.clearingDays === undefined) return ofTiers;
  return [...ofTiers, { entry: { tier: null, clearingDays: hold.clearingDays }, path: ['hold', 'clearingDays'] }];
}

function clawbacksOf({ tiers = {}, earnings }: TermsDocument): Placed<Clawback>[] {
  const ofTiers = Object.entries(tiers).flatMap(([tier, { clawback }]) =>
    clawback === undefined ? [] : [{ entry: { tier, ...clawback }, path: ['tiers', tier, 'clawback'] }],
  );
  if (earnings.clawback === undefined) return ofTiers;
  return [...ofTiers, { entry: { tier: null, ...earnings.clawback }, path: ['earnings', 'clawback'] }];
}

function schedulesOf({ tiers = {}, partners, payout }: TermsDocument): Placed<PayoutSchedule>[] {
  const ofTiers = Object.entries(tiers).flatMap(([tier, { payoutRuns = [] }]) =>
    payoutRuns.map(({ every, partnerType = null, rail = null }, index) => ({
      entry: { tier, partnerType, rail, every },
      path: ['tiers', tier, 'payoutRuns', index],
    })),
  );
  const ofTypes = Object.entries(partners.types).flatMap(([partnerType, { payoutRuns = [] }]) =>
    payoutRuns.map(({ every, rail = null }, index) => ({
      entry: { tier: null, partnerType, rail, every },
      path: ['partners', 'types', partnerType, 'payoutRuns', index],
    })),
  );
  const ofAll = (payout.runs ?? []).map(({ every, partnerType = null, rail = null }, index) => ({
    entry: { tier: null, partnerType, rail, every },
    path: ['payout', 'runs', index],
  }));
  return [...ofTiers, ...ofTypes, ...ofAll];
}

function minimumsOf({ partners, payout }: TermsDocument): Placed<PayoutMinimum>[] {
  const ofTypes = Object.entries(partners.types).flatMap(([partnerType, { minimumPayouts = [] }]) =>
    minimumPayouts.map(({ rail = null, amountsMinor }, index) => ({
      entry: { partnerType, rail, amountsMinor },
      path: ['partners', 'types', partnerType, 'minimumPayouts', index],
    })),
  );
  const ofAll = (payout.minimums ?? []).map(({ rail = null, amountsMinor }, index) => ({
    entry: { partnerType: null, rail, amountsMinor },
    path: ['payout', 'minimums', index],
  }));
  return [...ofTypes, ...ofAll];
}
