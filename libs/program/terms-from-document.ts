import { calendarOf } from '@ledger/kernel/calendar';
import { formOfDocument } from './joining/form-of-document';
import { WEEKDAYS, WEEKEND, type WorkingDays } from './joining/working-days';
import type { PlacedEntries } from './placed-entries';
import type { ClaimSelector, PartnerType, PayoutApproval, Terms } from './terms';
import type { TermsDocument } from './terms-schema';

/** The parsed terms of a document whose contradictions have been ruled out. */
export function termsFromDocument(document: TermsDocument, placed: PlacedEntries): Terms {
  return {
    program: document.program,
    version: document.version,
    effectiveFrom: effectiveFromOf(document),
    appliesTo: document.appliesTo,
    timeZone: document.timeZone,
    ...partnersOf(document),
    ...moneyOf(document, placed),
    ...attributionOf(document),
    links: linksOf(document),
    ...holdsOf(document),
    activity: document.status?.activity ?? null,
    payout: payoutOf(document, placed),
  };
}

function partnersOf(
  document: TermsDocument,
): Pick<Terms, 'partnerTypes' | 'approvalRequires' | 'tiers' | 'trueUpTiers' | JoiningTerms> {
  const tiers = Object.entries(document.tiers ?? {});
  return {
    partnerTypes: Object.entries(document.partners.types).map(([name, type]) => partnerTypeOf(name, type)),
    ...joiningOf(document),
    approvalRequires: document.partners.approvalRequires ?? [],
    tiers: tiers.map(([name, { requires = [], jointCustomers = 0 }]) => ({ name, requires, jointCustomers })),
    trueUpTiers: tiers.filter(([, { trueUpAtQuarterEnd }]) => trueUpAtQuarterEnd === true).map(([name]) => name),
  };
}

type JoiningTerms = 'workingDays' | 'reviewBusinessDays' | 'selfEnrolmentsPerDay';

function partnerTypeOf(name: string, type: TermsDocument['partners']['types'][string]): PartnerType {
  const { joins, seesCustomerNames = true, listed = false, firstLineSupport = false, form } = type;
  return {
    name,
    application: joins.includes('application'),
    selfEnrolment: joins.includes('self-enrolment'),
    seesCustomerNames,
    listed,
    firstLineSupport,
    form: form === undefined ? null : formOfDocument(form),
  };
}

function joiningOf({ partners, workingDays, timeZone }: TermsDocument): Pick<Terms, JoiningTerms> {
  return {
    workingDays: workingDays === undefined ? null : workingDaysOf(workingDays, timeZone),
    reviewBusinessDays: partners.review?.businessDays ?? null,
    selfEnrolmentsPerDay: partners.selfEnrolment?.perAddressPerDay ?? null,
  };
}

function workingDaysOf(written: NonNullable<TermsDocument['workingDays']>, timeZone: string): WorkingDays {
  const { weekend = WEEKEND, holidays = [] } = written;
  return {
    timeZone: written.timeZone ?? timeZone,
    weekend: WEEKDAYS.filter((weekday) => weekend.includes(weekday)),
    holidays: [...holidays].sort(),
  };
}

type MoneyTerms = 'earnOn' | 'earnings' | 'clearing' | 'clawbacks' | 'bonus' | 'promotion' | 'engagement' | 'optOut';

function moneyOf({ earnings }: TermsDocument, placed: PlacedEntries): Pick<Terms, MoneyTerms> {
  return {
    earnOn: earnings.earnOn,
    earnings: placed.earnings.map(({ entry }) => entry),
    clearing: placed.clearing.map(({ entry }) => entry),
    clawbacks: placed.clawbacks.map(({ entry }) => entry),
    bonus: earnings.bonus ?? null,
    promotion: earnings.promotion ?? null,
    engagement: earnings.stopsWhenEngagementEnds ?? false,
    optOut: earnings.partnersMayOptOut ?? false,
  };
}

function holdsOf({ hold }: TermsDocument): Pick<Terms, 'requiresActivation' | 'certification' | 'violations'> {
  return {
    requiresActivation: hold.requiresActivation ?? false,
    certification: hold.certification ?? null,
    violations: hold.violations ?? null,
  };
}

function payoutOf({ payout }: TermsDocument, placed: PlacedEntries): Terms['payout'] {
  return {
    rails: payout.rails,
    defaultRail: payout.defaultRail ?? null,
    requiresTaxForm: payout.requires?.includes('tax-form') ?? false,
    requiresAcknowledgement: payout.requires?.includes('acknowledgement') ?? false,
    schedules: placed.schedules.map(({ entry }) => entry),
    minimums: placed.minimums.map(({ entry }) => entry),
    fees: placed.fees.map(({ entry }) => entry),
    approval: approvalOf(payout.approval),
    newMethodWaitDays: payout.newMethodWaitDays ?? 0,
    withholding: payout.withholding ?? null,
  };
}

function approvalOf(approval: TermsDocument['payout']['approval']): PayoutApproval | null {
  if (approval === undefined) return null;
  return { aboveMinor: approval === 'always' ? {} : approval.above };
}

function effectiveFromOf({ effectiveFrom, timeZone }: TermsDocument): Terms['effectiveFrom'] {
  return 'at' in effectiveFrom ? effectiveFrom.at : calendarOf(timeZone).startOfDate(effectiveFrom.date);
}

function linksOf({ attribution: { links } }: TermsDocument): Terms['links'] {
  return links === undefined ? null : { home: links.home ?? null, targets: links.targets ?? [] };
}

function attributionOf({
  attribution,
}: TermsDocument): Pick<Terms, 'claims' | 'competition' | 'salesContact' | 'influence'> {
  const { claims, competition, salesContact, influence } = attribution;
  const selectors = (entries: readonly { claim: ClaimSelector['claim']; tiers?: string[] | undefined }[] = []) =>
    entries.map(({ claim, tiers = [] }) => ({ claim, tiers }));
  return {
    claims: {
      signups: claims.signups ? { graceMinutes: 0, ...claims.signups } : null,
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
