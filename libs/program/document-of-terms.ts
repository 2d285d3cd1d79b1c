import { formatInstant } from '@ledger/kernel/instant';
import type { AmountMinor } from '@ledger/kernel/money';
import type { Rate } from '@ledger/kernel/rate';
import { formatPercent } from './format-percent';
import { documentOfForm } from './joining/form-of-document';
import { groupEntries, type GroupedEntries } from './group-entries';
import type { Clawback, ClaimSelector, Earning, PayoutMinimum, PayoutSchedule, Terms } from './terms';

type Document = Readonly<Record<string, unknown>>;

/**
 * The terms as their file would have them (the inverse of `termsFromDocument`), so that terms that came as JSON are judged
 * by the very rules for files. What is nothing is left out, as in a file.
 */
export function documentOfTerms(terms: Terms): unknown {
  // What is nothing is left out: JSON drops what is undefined, and here what is null too.
  return JSON.parse(JSON.stringify(withNothing(terms), (_, value: unknown) => (value === null ? undefined : value)));
}

function withNothing(terms: Terms): Document {
  const earnings = groupEntries(terms.earnings, terms);
  const schedules = groupEntries(terms.payout.schedules, terms);
  return {
    program: terms.program,
    version: terms.version,
    effectiveFrom: formatInstant(terms.effectiveFrom),
    appliesTo: terms.appliesTo,
    timeZone: terms.timeZone,
    workingDays: terms.workingDays && {
      timeZone: terms.workingDays.timeZone,
      weekend: terms.workingDays.weekend,
      holidays: listOf(terms.workingDays.holidays),
    },
    partners: partnersOf(terms, earnings, schedules),
    tiers: tiersOf(terms, earnings, schedules),
    earnings: {
      earnOn: terms.earnOn,
      rates: listOf(earnings.ofAll.map(rateEntry)),
      bonus: terms.bonus && { wins: terms.bonus.wins, rate: percent(terms.bonus.rate) },
      promotion: terms.promotion && { ...terms.promotion, rate: percent(terms.promotion.rate) },
      clawback: clawbackOf(terms.clawbacks, null),
      stopsWhenEngagementEnds: flag(terms.engagement),
      partnersMayOptOut: flag(terms.optOut),
    },
    attribution: attributionOf(terms),
    hold: {
      clearingDays: terms.clearing.find(({ tier }) => tier === null)?.clearingDays,
      requiresActivation: flag(terms.requiresActivation),
      certification: terms.certification,
      violations: terms.violations,
    },
    payout: payoutOf(terms, schedules),
    status: terms.activity && { activity: terms.activity },
  };
}

function partnersOf(
  { partnerTypes, approvalRequires, payout, reviewBusinessDays, selfEnrolmentsPerDay }: Terms,
  earnings: GroupedEntries<Earning>,
  schedules: GroupedEntries<PayoutSchedule>,
): Document {
  const types = partnerTypes.map(
    ({ name, application, selfEnrolment, seesCustomerNames, ...type }): [string, Document] => [
      name,
      {
        joins: [...(application ? ['application'] : []), ...(selfEnrolment ? ['self-enrolment'] : [])],
        seesCustomerNames: seesCustomerNames ? undefined : false,
        listed: flag(type.listed),
        firstLineSupport: flag(type.firstLineSupport),
        form: type.form && documentOfForm(type.form),
        rates: listOf((earnings.ofType.get(name) ?? []).map(rateEntry).map(withoutType)),
        payoutRuns: listOf((schedules.ofType.get(name) ?? []).map(payoutRun).map(withoutType)),
        minimumPayouts: listOf(payout.minimums.filter(({ partnerType }) => partnerType === name).map(minimumPayout)),
      },
    ],
  );
  return {
    types: Object.fromEntries(types),
    approvalRequires: listOf(approvalRequires),
    review: reviewBusinessDays === null ? undefined : { businessDays: reviewBusinessDays },
    selfEnrolment: selfEnrolmentsPerDay === null ? undefined : { perAddressPerDay: selfEnrolmentsPerDay },
  };
}

function tiersOf(
  terms: Terms,
  earnings: GroupedEntries<Earning>,
  schedules: GroupedEntries<PayoutSchedule>,
): Document | undefined {
  if (terms.tiers.length === 0) return undefined;
  const tiers = terms.tiers.map(({ name, requires, jointCustomers }): [string, Document] => [
    name,
    {
      requires: listOf(requires),
      jointCustomers: jointCustomers === 0 ? undefined : jointCustomers,
      rates: listOf((earnings.ofTier.get(name) ?? []).map(rateEntry)),
      clearingDays: terms.clearing.find(({ tier }) => tier === name)?.clearingDays,
      clawback: clawbackOf(terms.clawbacks, name),
      trueUpAtQuarterEnd: flag(terms.trueUpTiers.includes(name)),
      payoutRuns: listOf((schedules.ofTier.get(name) ?? []).map(payoutRun)),
    },
  ]);
  return Object.fromEntries(tiers);
}

function rateEntry({ partnerType, kind, interval, rate, negotiable, duration }: Earning) {
  return {
    pays: [kind],
    interval: interval ?? undefined,
    partnerType: partnerType ?? undefined,
    rate: percent(rate),
    negotiable: negotiable ? { atLeast: percent(negotiable.atLeast), atMost: percent(negotiable.atMost) } : undefined,
    duration: duration.type === 'months' ? { months: duration.months, from: duration.from } : duration.type,
  };
}

function payoutRun({ partnerType, rail, every }: PayoutSchedule) {
  return { every, partnerType: partnerType ?? undefined, rail: rail ?? undefined };
}

function withoutType<T extends { readonly partnerType: unknown }>({
  partnerType: _,
  ...entry
}: T): Omit<T, 'partnerType'> {
  return entry;
}

function minimumPayout({ rail, amountsMinor }: PayoutMinimum) {
  return { rail: rail ?? undefined, amountsMinor: amounts(amountsMinor) };
}

function clawbackOf(clawbacks: readonly Clawback[], ofTier: string | null) {
  const found = clawbacks.find(({ tier }) => tier === ofTier);
  return found && { windowDays: found.windowDays, returns: found.returns };
}

function attributionOf({ claims, competition, salesContact, influence, links }: Terms): Document {
  const { signups, leads, registrations, protections } = claims;
  return {
    claims: {
      signups: signups && {
        clickWindowDays: signups.clickWindowDays,
        graceMinutes: signups.graceMinutes === 0 ? undefined : signups.graceMinutes,
      },
      leads: flag(leads),
      registrations: registrations && {
        deadlineDays: registrations.deadlineDays,
        validDays: registrations.validDays,
        reregistrations: registrations.reregistrations === 0 ? undefined : registrations.reregistrations,
        evidenceRequired: flag(registrations.evidence),
      },
      protections,
    },
    competition: competition.map((stage) => ({
      claims: stage.claims,
      tiers: listOf(stage.tiers),
      sharedBy: listOf(stage.sharedBy),
    })),
    salesContact: salesContact && {
      staysSourced: listOf(salesContact.staysSourced.map(claimSelector)),
      introducesNothing: listOf(salesContact.introducesNothing.map(claimSelector)),
    },
    influence: influence && { share: percent(influence.share), touchpointWindowDays: influence.touchpointWindowDays },
    links: links && { home: links.home, targets: listOf(links.targets) },
  };
}

function claimSelector({ claim, tiers }: ClaimSelector) {
  return { claim, tiers: listOf(tiers) };
}

function payoutOf({ payout }: Terms, schedules: GroupedEntries<PayoutSchedule>): Document {
  const requires = [
    ...(payout.requiresTaxForm ? ['tax-form'] : []),
    ...(payout.requiresAcknowledgement ? ['acknowledgement'] : []),
  ];
  const { approval, withholding } = payout;
  return {
    rails: payout.rails,
    defaultRail: payout.defaultRail,
    requires: listOf(requires),
    runs: listOf(schedules.ofAll.map(payoutRun)),
    minimums: listOf(payout.minimums.filter(({ partnerType }) => partnerType === null).map(minimumPayout)),
    fees: listOf(
      payout.fees.map(({ rail, rate, fixedMinor, onReturn }) => ({
        rail: rail ?? undefined,
        rate: percent(rate),
        fixedMinor: amounts(fixedMinor),
        onReturn,
      })),
    ),
    approval:
      approval && (Object.keys(approval.aboveMinor).length === 0 ? 'always' : { above: amounts(approval.aboveMinor) }),
    newMethodWaitDays: payout.newMethodWaitDays === 0 ? undefined : payout.newMethodWaitDays,
    withholding: withholding && { rate: percent(withholding.rate), when: withholding.when },
  };
}

const percent = (rate: Rate): string => formatPercent(rate);
const flag = (value: boolean): true | undefined => value || undefined;

/** A list that a file would leave out where it is empty. */
function listOf<T>(entries: readonly T[]): readonly T[] | undefined {
  return entries.length === 0 ? undefined : entries;
}

function amounts(amountsMinor: Readonly<Record<string, AmountMinor>>): Record<string, number> {
  return Object.fromEntries(Object.entries(amountsMinor).map(([currency, amount]) => [currency, Number(amount)]));
}
