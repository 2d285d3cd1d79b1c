import { amountMinor } from '@ledger/kernel/money';
import { formatRate, type Rate } from '@ledger/kernel/rate';
import type { Earning, Rail, Terms } from '@ledger/program/terms';
import { sentence, type Sentence } from './catalogue/catalogue';
import { durationPhrase, kindOf } from './terms-entry';
import type { Value } from './value';

/** Of a partner, what decides which entries of the terms are about it. */
export interface PartnerOfTerms {
  readonly partnerType: string;
  /** Null: the program has no tiers. */
  readonly tier: string | null;
}

/** One thing that terms say to a partner; of two versions, what has the same topic is about the same. */
export interface TermsStatement {
  readonly topic: string;
  readonly says: Sentence;
}

/** What the terms say to a partner, in the order in which it matters: what it earns, from what, when it is paid. */
export function termsStatements(terms: Terms, partner: PartnerOfTerms): readonly TermsStatement[] {
  return [
    ...earnings(terms, partner),
    ...takebacks(terms, partner),
    ...claims(terms, partner),
    ...payouts(terms, partner),
  ];
}

function earnings(terms: Terms, partner: PartnerOfTerms): TermsStatement[] {
  const { bonus, promotion, influence, clearing } = terms;
  const days = clearing.find(ofPartner(partner))?.clearingDays ?? 0;
  return [
    ...entriesOf(terms, partner).map(statementOfEntry),
    ...said(bonus !== null, 'bonus', () => bonusSentence(bonus)),
    ...said(promotion !== null, 'promotion', () =>
      sentence('terms.promotion', { slots: { count: promotion?.slots ?? 0 }, rate: rate(promotion?.rate) }),
    ),
    ...said(influence !== null, 'influenced', () =>
      sentence('terms.influenced', {
        share: rate(influence?.share),
        days: { count: influence?.touchpointWindowDays ?? 0 },
      }),
    ),
    { topic: 'earnOn', says: sentence(`terms.${terms.earnOn}`) },
    { topic: 'clearing', says: sentence('terms.cleared', { days: { count: days } }) },
    ...said(terms.requiresActivation, 'activation', () => sentence('terms.activation')),
  ];
}

function bonusSentence(bonus: Terms['bonus']): Sentence {
  return sentence('terms.bonus', { wins: { count: bonus?.wins ?? 0 }, rate: rate(bonus?.rate) });
}

/** The entries that apply to the partner: of several for the same lines the first. */
function entriesOf(terms: Terms, partner: PartnerOfTerms): readonly Earning[] {
  const matching = terms.earnings.filter(ofPartner(partner));
  return matching.filter((entry, index) => matching.findIndex((first) => covers(first, entry)) === index);
}

function covers(first: Earning, { kind, interval }: Earning): boolean {
  return first.kind === kind && (first.interval === null || first.interval === interval);
}

function statementOfEntry(entry: Earning): TermsStatement {
  const { kind, interval, negotiable } = entry;
  const values = {
    kind: kindOf(kind, interval),
    rate: rate(entry.rate),
    lasting: durationPhrase(entry.duration),
    ...(negotiable === null ? {} : { least: rate(negotiable.atLeast), most: rate(negotiable.atMost) }),
  };
  const says = sentence(negotiable === null ? 'terms.earns' : 'terms.earns.negotiable', values);
  return { topic: `earns ${kind} ${interval ?? ''}`.trim(), says };
}

function takebacks(terms: Terms, partner: PartnerOfTerms): TermsStatement[] {
  const clawback = terms.clawbacks.find(ofPartner(partner));
  const { violations, certification } = terms;
  const isTrueUp = partner.tier !== null && terms.trueUpTiers.includes(partner.tier);
  return [
    ...said(clawback !== undefined, 'clawback', () =>
      sentence(`terms.clawback.${clawback?.returns ?? 'all'}`, { days: { count: clawback?.windowDays ?? 0 } }),
    ),
    ...said(isTrueUp, 'trueUp', () => sentence('terms.trueUp')),
    ...said(terms.engagement, 'engagement', () => sentence('terms.engagement')),
    ...said(terms.optOut, 'optOut', () => sentence('terms.optOut')),
    ...said(certification !== null, 'certification', () =>
      sentence('terms.certification', { requirement: certification ?? '' }),
    ),
    ...said(violations !== null, 'violations', () =>
      sentence('terms.violations', {
        hold: { count: violations?.holdAt ?? 0 },
        terminate: { count: violations?.terminateAt ?? 0 },
      }),
    ),
  ];
}

function claims({ claims: { signups, leads, registrations, protections }, activity }: Terms, partner: PartnerOfTerms) {
  const mayProtect = protections !== null && protections.tier === partner.tier;
  return [
    ...said(signups !== null, 'signups', () =>
      sentence('terms.signups', { days: { count: signups?.clickWindowDays ?? 0 } }),
    ),
    ...said(leads, 'leads', () => sentence('terms.leads')),
    ...(registrations === null ? [] : registrationsOf(registrations)),
    ...said(mayProtect, 'protections', () =>
      sentence('terms.protections', { count: { count: protections?.limit ?? 0 } }),
    ),
    ...(activity === null ? [] : [{ topic: 'activity', says: activitySentence(activity) }]),
  ];
}

function registrationsOf(terms: NonNullable<Terms['claims']['registrations']>): TermsStatement[] {
  const { deadlineDays, validDays, reregistrations, evidence } = terms;
  return [
    { topic: 'registrations', says: sentence('terms.registrations') },
    ...said(deadlineDays !== null, 'registrations deadline', () =>
      sentence('terms.registrations.deadline', { days: { count: deadlineDays ?? 0 } }),
    ),
    ...said(validDays !== null, 'registrations valid', () =>
      sentence('terms.registrations.valid', { days: { count: validDays ?? 0 }, times: { count: reregistrations } }),
    ),
    ...said(evidence, 'registrations evidence', () => sentence('terms.registrations.evidence')),
  ];
}

function activitySentence(activity: NonNullable<Terms['activity']>): Sentence {
  return sentence('terms.activity', {
    customers: { count: activity.newCustomersPerYear },
    window: { count: activity.windowMonths },
    lock: { count: activity.lockAtCustomers },
    years: { count: activity.lockYears },
  });
}

function payouts({ payout }: Terms, partner: PartnerOfTerms): TermsStatement[] {
  const { schedules, minimums, fees, approval, withholding, newMethodWaitDays } = payout;
  return [
    ...firstByRail(schedules.filter(ofPartner(partner))).map((entry) => ({
      topic: topicOf('run', entry.rail),
      says: sentence(`terms.run.${entry.every}`, { rail: byRail(entry.rail) }),
    })),
    ...firstByRail(minimums.filter(ofPartner({ ...partner, tier: null }))).map(({ rail, amountsMinor }) => ({
      topic: topicOf('minimum', rail),
      says: sentence('terms.minimum', { amounts: amounts(amountsMinor), rail: byRail(rail) }),
    })),
    ...firstByRail(fees).map(feeStatement),
    ...said(payout.requiresTaxForm, 'taxForm', () => sentence('terms.taxForm')),
    ...said(payout.requiresAcknowledgement, 'acknowledgement', () => sentence('terms.acknowledgement')),
    ...said(newMethodWaitDays > 0, 'methodWait', () =>
      sentence('terms.methodWait', { days: { count: newMethodWaitDays } }),
    ),
    ...said(withholding !== null, 'withholding', () =>
      sentence('terms.withholding', { rate: rate(withholding?.rate) }),
    ),
    ...(approval === null ? [] : [{ topic: 'approval', says: approvalSentence(approval.aboveMinor) }]),
  ];
}

function feeStatement({ rail, rate: share, fixedMinor }: Terms['payout']['fees'][number]): TermsStatement {
  const fixed = Object.keys(fixedMinor).length > 0;
  const values = { rate: rate(share), rail: byRail(rail), ...(fixed ? { amounts: amounts(fixedMinor) } : {}) };
  return { topic: topicOf('fee', rail), says: sentence(fixed ? 'terms.fee.fixed' : 'terms.fee', values) };
}

function approvalSentence(aboveMinor: AmountsMinor): Sentence {
  if (Object.keys(aboveMinor).length === 0) return sentence('terms.approval');
  return sentence('terms.approval.above', { amounts: amounts(aboveMinor) });
}

type AmountsMinor = Terms['payout']['minimums'][number]['amountsMinor'];

function amounts(amountsMinor: AmountsMinor): Value {
  return { list: Object.entries(amountsMinor).map(([currency, minor]) => ({ minor: amountMinor(minor), currency })) };
}

/** Of several entries for one rail the first applies; one for all rails ends the list. */
function firstByRail<T extends { readonly rail: Rail | null }>(entries: readonly T[]): readonly T[] {
  const reached = entries.findIndex(({ rail }) => rail === null);
  const open = reached < 0 ? entries : entries.slice(0, reached + 1);
  return open.filter(({ rail }, index) => open.findIndex((entry) => entry.rail === rail) === index);
}

function byRail(rail: Rail | null): readonly Sentence[] {
  return rail === null ? [] : [sentence('terms.byRail', { rail })];
}

function topicOf(what: string, rail: Rail | null): string {
  return rail === null ? what : `${what} ${rail}`;
}

/** Whether an entry is about the partner: an entry that names no tier or type is about all. */
function ofPartner({ tier, partnerType }: PartnerOfTerms) {
  return (entry: { readonly tier?: string | null; readonly partnerType?: string | null }): boolean =>
    ((entry.tier ?? null) === null || entry.tier === tier) &&
    ((entry.partnerType ?? null) === null || entry.partnerType === partnerType);
}

function said(isSo: boolean, topic: string, says: () => Sentence): TermsStatement[] {
  return isSo ? [{ topic, says: says() }] : [];
}

function rate(value: Rate | undefined): Value {
  return { rate: value === undefined ? '0' : formatRate(value) };
}
