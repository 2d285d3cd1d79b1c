import { formatInstant } from '@ledger/kernel/instant';
import { compareCodePoints } from '@ledger/kernel/code-point-order';
import type { AmountMinor } from '@ledger/kernel/money';
import { formatRate } from '@ledger/kernel/rate';
import { documentOfForm } from './joining/form-of-document';
import type { Earning, PartnerType, PayoutTerms, Terms } from './terms';
import { type TermsJson, termsJsonSchema } from './terms-json-schema';

/**
 * One version of terms as plain JSON, as the event store records it when it is published: rates as shortest decimals,
 * amounts in minor units as strings, times in RFC 3339. The same terms always give the same JSON; currencies, whose
 * order means nothing, come in the order of their codes.
 */
export function termsToJson(terms: Terms): TermsJson {
  return {
    program: terms.program,
    version: terms.version,
    effectiveFrom: formatInstant(terms.effectiveFrom),
    appliesTo: terms.appliesTo,
    timeZone: terms.timeZone,
    partnerTypes: terms.partnerTypes.map(partnerTypeToJson),
    ...joiningToJson(terms),
    approvalRequires: [...terms.approvalRequires],
    tiers: terms.tiers.map(({ name, requires, jointCustomers }) => ({ name, requires: [...requires], jointCustomers })),
    earnOn: terms.earnOn,
    requiresActivation: terms.requiresActivation,
    earnings: terms.earnings.map(earningToJson),
    clearing: terms.clearing.map(({ tier, clearingDays }) => ({ tier, clearingDays })),
    clawbacks: terms.clawbacks.map(({ tier, windowDays, returns }) => ({ tier, windowDays, returns })),
    trueUpTiers: [...terms.trueUpTiers],
    bonus: terms.bonus && { wins: terms.bonus.wins, rate: formatRate(terms.bonus.rate) },
    promotion: terms.promotion && {
      name: terms.promotion.name,
      slots: terms.promotion.slots,
      rate: formatRate(terms.promotion.rate),
    },
    ...attributionToJson(terms),
    engagement: terms.engagement,
    optOut: terms.optOut,
    certification: terms.certification,
    violations: terms.violations && { holdAt: terms.violations.holdAt, terminateAt: terms.violations.terminateAt },
    activity: terms.activity && {
      windowMonths: terms.activity.windowMonths,
      graceMonths: terms.activity.graceMonths,
      newCustomersPerYear: terms.activity.newCustomersPerYear,
      lockAtCustomers: terms.activity.lockAtCustomers,
      lockYears: terms.activity.lockYears,
    },
    payout: payoutToJson(terms.payout),
  };
}

/** The terms that were recorded; throws (a ZodError naming the field) if it is not what `termsToJson` writes. */
export function termsFromJson(json: unknown): Terms {
  return termsJsonSchema.parse(json);
}

/** What came after 1.0 is only printed where it says something: what logs hold stays as it is. */
function partnerTypeToJson(type: PartnerType): TermsJson['partnerTypes'][number] {
  const { name, application, selfEnrolment, seesCustomerNames, listed, firstLineSupport, form } = type;
  return {
    name,
    application,
    selfEnrolment,
    ...(seesCustomerNames ? {} : { seesCustomerNames }),
    ...(listed ? { listed } : {}),
    ...(firstLineSupport ? { firstLineSupport } : {}),
    ...(form === null ? {} : { form: documentOfForm(form) }),
  };
}

type JoiningJson = Pick<TermsJson, 'workingDays' | 'reviewBusinessDays' | 'selfEnrolmentsPerDay'>;

function joiningToJson({ workingDays, reviewBusinessDays, selfEnrolmentsPerDay }: Terms): JoiningJson {
  return {
    ...(workingDays && {
      workingDays: {
        timeZone: workingDays.timeZone,
        weekend: [...workingDays.weekend],
        holidays: [...workingDays.holidays],
      },
    }),
    ...(reviewBusinessDays === null ? {} : { reviewBusinessDays }),
    ...(selfEnrolmentsPerDay === null ? {} : { selfEnrolmentsPerDay }),
  };
}

function earningToJson(earning: Earning): TermsJson['earnings'][number] {
  const { tier, partnerType, kind, interval, rate, negotiable, duration } = earning;
  return {
    tier,
    partnerType,
    kind,
    interval,
    rate: formatRate(rate),
    negotiable: negotiable && { atLeast: formatRate(negotiable.atLeast), atMost: formatRate(negotiable.atMost) },
    duration:
      duration.type === 'months'
        ? { type: duration.type, months: duration.months, from: duration.from }
        : { type: duration.type },
  };
}

function attributionToJson(
  terms: Terms,
): Pick<TermsJson, 'claims' | 'competition' | 'salesContact' | 'influence' | 'links'> {
  const { signups, leads, registrations, protections } = terms.claims;
  const selectors = (list: NonNullable<Terms['salesContact']>['staysSourced']) =>
    list.map(({ claim, tiers }) => ({ claim, tiers: [...tiers] }));
  return {
    claims: {
      signups: signups && { clickWindowDays: signups.clickWindowDays, graceMinutes: signups.graceMinutes },
      leads,
      registrations: registrations && {
        deadlineDays: registrations.deadlineDays,
        validDays: registrations.validDays,
        reregistrations: registrations.reregistrations,
        evidence: registrations.evidence,
      },
      protections: protections && { tier: protections.tier, limit: protections.limit },
    },
    competition: terms.competition.map(({ claims, tiers, sharedBy }) => ({
      claims: [...claims],
      tiers: [...tiers],
      sharedBy: [...sharedBy],
    })),
    salesContact: terms.salesContact && {
      staysSourced: selectors(terms.salesContact.staysSourced),
      introducesNothing: selectors(terms.salesContact.introducesNothing),
    },
    influence: terms.influence && {
      share: formatRate(terms.influence.share),
      touchpointWindowDays: terms.influence.touchpointWindowDays,
    },
    // Later than 1.1: terms without it are recorded as they always were.
    ...(terms.links && { links: { home: terms.links.home, targets: [...terms.links.targets] } }),
  };
}

function payoutToJson(payout: PayoutTerms): TermsJson['payout'] {
  return {
    rails: [...payout.rails],
    defaultRail: payout.defaultRail,
    requiresTaxForm: payout.requiresTaxForm,
    requiresAcknowledgement: payout.requiresAcknowledgement,
    schedules: payout.schedules.map(({ tier, partnerType, rail, every }) => ({ tier, partnerType, rail, every })),
    minimums: payout.minimums.map(({ partnerType, rail, amountsMinor }) => ({
      partnerType,
      rail,
      amountsMinor: amountsToJson(amountsMinor),
    })),
    fees: payout.fees.map(({ rail, rate, fixedMinor, onReturn }) => ({
      rail,
      rate: formatRate(rate),
      fixedMinor: amountsToJson(fixedMinor),
      onReturn,
    })),
    approval: payout.approval && { aboveMinor: amountsToJson(payout.approval.aboveMinor) },
    newMethodWaitDays: payout.newMethodWaitDays,
    withholding: payout.withholding && {
      rate: formatRate(payout.withholding.rate),
      when: payout.withholding.when,
    },
  };
}

function amountsToJson(amounts: Readonly<Record<string, AmountMinor>>): Record<string, string> {
  const byCurrency = Object.entries(amounts).sort(([a], [b]) => compareCodePoints(a, b));
  return Object.fromEntries(byCurrency.map(([currency, amount]) => [currency, amount.toString()]));
}
