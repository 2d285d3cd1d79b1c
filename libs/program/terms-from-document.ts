import { calendarOf } from '@ledger/kernel/calendar';
import { rateOf } from '@ledger/kernel/rate';
import type {
  ClaimSelector,
  Clawback,
  Clearing,
  Duration,
  Earning,
  PayoutFee,
  PayoutMinimum,
  PayoutSchedule,
  Terms,
} from './terms';
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
    fees: (document.payout.fees ?? []).map(({ rail = null, rate = rateOf('0'), fixedMinor = {} }, index) => ({
      entry: { rail, rate, fixedMinor },
      path: ['payout', 'fees', index],
    })),
  };
}

/** The parsed terms of a document whose contradictions have been ruled out. */
export function termsFromDocument(document: TermsDocument, placed: PlacedEntries): Terms {
  const { earnings, hold, payout } = document;
  return {
    program: document.program,
    version: document.version,
    effectiveFrom: effectiveFromOf(document),
    appliesTo: document.appliesTo,
    timeZone: document.timeZone,
    partnerTypes: Object.entries(document.partners.types).map(([name, { joins }]) => ({
      name,
      application: joins.includes('application'),
      selfEnrolment: joins.includes('self-enrolment'),
    })),
    approvalRequires: document.partners.approvalRequires ?? [],
    tiers: Object.entries(document.tiers ?? {}).map(([name, { requires = [], jointCustomers = 0 }]) => ({
      name,
      requires,
      jointCustomers,
    })),
    earnOn: earnings.earnOn,
    requiresActivation: hold.requiresActivation ?? false,
    earnings: placed.earnings.map(({ entry }) => entry),
    clearing: placed.clearing.map(({ entry }) => entry),
    clawbacks: placed.clawbacks.map(({ entry }) => entry),
    trueUpTiers: Object.entries(document.tiers ?? {}).flatMap(([name, tier]) =>
      tier.trueUpAtQuarterEnd ? [name] : [],
    ),
    bonus: earnings.bonus ?? null,
    promotion: earnings.promotion ?? null,
    ...attributionOf(document),
    engagement: earnings.stopsWhenEngagementEnds ?? false,
    optOut: earnings.partnersMayOptOut ?? false,
    certification: hold.certification ?? null,
    violations: hold.violations ?? null,
    activity: document.status?.activity ?? null,
    payout: {
      rails: payout.rails,
      defaultRail: payout.defaultRail ?? null,
      requiresTaxForm: payout.requires?.includes('tax-form') ?? false,
      requiresAcknowledgement: payout.requires?.includes('acknowledgement') ?? false,
      schedules: placed.schedules.map(({ entry }) => entry),
      minimums: placed.minimums.map(({ entry }) => entry),
      fees: placed.fees.map(({ entry }) => entry),
    },
  };
}

function effectiveFromOf({ effectiveFrom, timeZone }: TermsDocument): Terms['effectiveFrom'] {
  return 'at' in effectiveFrom ? effectiveFrom.at : calendarOf(timeZone).startOfDate(effectiveFrom.date);
}

function attributionOf({
  attribution,
}: TermsDocument): Pick<Terms, 'claims' | 'competition' | 'salesContact' | 'influence'> {
  const { claims, competition, salesContact, influence } = attribution;
  const selectors = (entries: readonly { claim: ClaimSelector['claim']; tiers?: string[] | undefined }[] = []) =>
    entries.map(({ claim, tiers = [] }) => ({ claim, tiers }));
  return {
    claims: {
      signups: claims.signups ?? null,
      leads: claims.leads ?? false,
      registrations: claims.registrations
        ? {
            deadlineDays: claims.registrations.deadlineDays ?? null,
            validDays: claims.registrations.validDays ?? null,
            reregistrations: claims.registrations.reregistrations ?? 0,
            evidence: claims.registrations.evidenceRequired ?? false,
          }
        : null,
      protections: claims.protections ?? null,
    },
    competition: competition.map(({ claims: kinds, tiers = [], sharedBy = [] }) => ({
      claims: kinds,
      tiers,
      sharedBy,
    })),
    salesContact: salesContact
      ? {
          staysSourced: selectors(salesContact.staysSourced),
          introducesNothing: selectors(salesContact.introducesNothing),
        }
      : null,
    influence: influence ?? null,
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
