import { at, plusMinutes } from '@tools/histories/times';
import { applyAndGetApproved, apply, askForMoreInformation, reject } from '../behaviours/applications';
import type { PartnerWithCode } from '../behaviours/customer-lifecycle';
import { setUpService, taxOn, together, usageBetween } from '../behaviours/invoices';
import { createLink } from '../behaviours/links-and-clicks';
import { closePeriods, endTheYear } from '../behaviours/month-end';
import { acknowledge, recordTaxForm, requireAcknowledgement, setPayoutMethod } from '../behaviours/payout-setup';
import type { SampleYear } from '../sample-year';
import type { Scene } from '../scene';
import { plixoLeadsAndClaims } from './plixo-leads-and-claims';
import { plixoTroubles } from './plixo-troubles';

/** A year of the B2B SaaS partner program: 10 %, 15 % in a quarter with three wins, paid by Stripe after 30 days. */
export function plixoYear(year: SampleYear): void {
  recruitPartners(year);
  winCustomers(year);
  plixoLeadsAndClaims(year);
  plixoTroubles(year);
  closePeriods(year.scene, '2026-01', '2026-10', 6);
  endTheYear(year.scene);
}

/** Who was approved, from when on, and with which papers. */
const APPROVED = [
  { name: 'alder', appliedOn: '2026-01-05', form: 'W-9', signedOn: '2026-01-04' },
  {
    name: 'birch',
    appliedOn: '2026-01-07',
    form: 'W-9',
    signedOn: '2025-11-20',
    question: 'Which regions do you cover?',
  },
  { name: 'cedar', appliedOn: '2026-01-12', form: 'W-8BEN-E', signedOn: '2026-01-10' },
  { name: 'dogwood', appliedOn: '2026-02-02', form: 'W-8BEN-E', signedOn: '2025-06-30' },
  { name: 'elm', appliedOn: '2026-02-09', form: null, signedOn: null },
  { name: 'fir', appliedOn: '2026-02-16', form: 'W-8BEN', signedOn: '2022-05-01' },
  { name: 'juniper', appliedOn: '2026-03-02', form: 'W-9', signedOn: '2026-02-27' },
  {
    name: 'larch',
    appliedOn: '2026-03-09',
    form: 'W-9',
    signedOn: '2026-03-02',
    question: 'Please attach the W-9 as PDF.',
  },
  { name: 'maple', appliedOn: '2026-03-16', form: 'W-9', signedOn: '2026-03-15' },
  { name: 'oak', appliedOn: '2026-04-01', form: 'W-9', signedOn: '2026-03-30' },
  { name: 'rowan', appliedOn: '2026-04-13', form: 'W-8BEN', signedOn: '2026-04-12' },
  { name: 'spruce', appliedOn: '2026-05-04', form: 'W-9', signedOn: '2026-05-01', withoutPayoutMethod: true },
  { name: 'willow', appliedOn: '2026-05-11', form: 'W-9', signedOn: '2026-05-10' },
] as const;

function recruitPartners(year: SampleYear): void {
  const { scene } = year;
  const approved = APPROVED.map((row) => {
    const who = year.introduce(row.name, 'partner');
    const approvedAt = applyAndGetApproved(scene, who, {
      appliedOn: row.appliedOn,
      ...('question' in row ? { question: row.question } : {}),
    });
    createLink(scene, who, plusMinutes(approvedAt, 20), who.code, 'website');
    if (row.form !== null) recordTaxForm(scene, who, plusMinutes(approvedAt, 45), row.form, row.signedOn);
    if (!('withoutPayoutMethod' in row)) setPayoutMethod(scene, who, plusMinutes(approvedAt, 60), 'stripe');
    return who;
  });
  const ginkgo = year.introduce('ginkgo', 'partner');
  apply(scene, ginkgo, at('2026-02-20', '09:12'));
  reject(scene, ginkgo, at('2026-02-24', '16:40'), 'No overlap with the regions that we serve.');
  createLink(scene, ginkgo, at('2026-02-25', '08:05'), ginkgo.code, 'website');
  const hazel = year.introduce('hazel', 'partner');
  apply(scene, hazel, at('2026-12-14', '11:20'));
  askForMoreInformation(scene, hazel, at('2026-12-16', '15:02'), 'How many people co-sell with us?');
  acknowledgeNextYearsChecklist(scene, approved);
}

/** In November everybody is asked to acknowledge the new checklist. Oak does not. */
function acknowledgeNextYearsChecklist(scene: Scene, approved: readonly PartnerWithCode[]): void {
  for (const who of approved.filter(({ partner }) => ['alder', 'birch', 'cedar', 'oak'].includes(partner))) {
    requireAcknowledgement(scene, who, at('2026-11-16', '07:00'), '2027');
    if (who.partner !== 'oak') acknowledge(scene, who, scene.on('2026-11-18'), '2027');
  }
}

const DOLLARS = { currency: 'USD', kind: 'subscription', interval: 'month', periods: 12 } as const;
const EUROS = { ...DOLLARS, currency: 'EUR' } as const;
const YEN = { ...DOLLARS, currency: 'JPY' } as const;

function winCustomers(year: SampleYear): void {
  winLogosByTheQuarter(year);
  winCustomersAbroad(year);
  winOneOrTwoCustomersEach(year);
}

/** Alder wins three logos in the first quarter, Birch in the second: 15 % for all that the quarter earns. */
function winLogosByTheQuarter(year: SampleYear): void {
  const { scene } = year;
  year.win('alder', {
    signedUpOn: '2026-01-13',
    plan: { ...DOLLARS, priceMinor: 49_900, furtherLines: usageBetween(scene, 1_200, 9_800) },
  });
  year.win('alder', {
    signedUpOn: '2026-01-27',
    clickedDaysBefore: 6,
    plan: {
      ...DOLLARS,
      priceMinor: 89_900,
      furtherLines: setUpService(150_000),
      description: 'Team plan, 10 % launch discount deducted',
    },
  });
  year.win('alder', {
    signedUpOn: '2026-02-23',
    plan: { ...DOLLARS, interval: 'year', priceMinor: 1_290_000, paysAfterDays: [10, 28] },
  });
  year.win('alder', { signedUpOn: '2026-05-05', plan: { ...DOLLARS, priceMinor: 29_900 } });
  year.win('alder', {
    signedUpOn: '2026-10-06',
    plan: {
      ...DOLLARS,
      priceMinor: 119_900,
      furtherLines: together(usageBetween(scene, 500, 4_000), usageBetween(scene, 0, 900, 'overage')),
    },
  });
  year.win('birch', { signedUpOn: '2026-04-07', plan: { ...DOLLARS, priceMinor: 34_900 } });
  year.win('birch', {
    signedUpOn: '2026-04-28',
    clickedDaysBefore: 30,
    plan: { ...DOLLARS, priceMinor: 59_900, paysAfterDays: [5, 25] },
  });
  year.win('birch', { signedUpOn: '2026-05-26', plan: { ...DOLLARS, priceMinor: 24_900 } });
  year.win('birch', { signedUpOn: '2026-09-02', plan: { ...DOLLARS, kind: 'platform_fee', priceMinor: 79_900 } });
}

function winCustomersAbroad(year: SampleYear): void {
  year.win('cedar', {
    signedUpOn: '2026-02-03',
    plan: { ...EUROS, priceMinor: 39_900, furtherLines: taxOn(39_900, 19) },
  });
  year.win('cedar', {
    signedUpOn: '2026-06-16',
    plan: { ...EUROS, interval: 'year', priceMinor: 960_000, furtherLines: taxOn(960_000, 19) },
  });
  year.win('dogwood', {
    signedUpOn: '2026-03-10',
    plan: { ...YEN, priceMinor: 54_800, furtherLines: taxOn(54_800, 10) },
  });
  year.win('dogwood', { signedUpOn: '2026-08-04', clickedDaysBefore: 2, plan: { ...YEN, priceMinor: 129_800 } });
}

function winOneOrTwoCustomersEach(year: SampleYear): void {
  const { scene } = year;
  year.win('elm', { signedUpOn: '2026-03-17', plan: { ...DOLLARS, priceMinor: 19_900 } });
  year.win('fir', {
    signedUpOn: '2026-03-31',
    plan: { ...DOLLARS, priceMinor: 44_900, furtherLines: usageBetween(scene, 300, 2_500) },
  });
  year.win('juniper', { signedUpOn: '2026-04-14', plan: { ...DOLLARS, priceMinor: 64_900 } });
  year.win('juniper', { signedUpOn: '2026-07-07', plan: { ...DOLLARS, priceMinor: 22_900 } });
  year.win('larch', { signedUpOn: '2026-04-21', plan: { ...DOLLARS, priceMinor: 74_900 } });
  year.win('maple', { signedUpOn: '2026-05-05', plan: { ...DOLLARS, interval: 'year', priceMinor: 1_800_000 } });
  year.win('maple', { signedUpOn: '2026-06-16', plan: { ...DOLLARS, priceMinor: 9_900 } });
  year.win('oak', { signedUpOn: '2026-05-19', plan: { ...DOLLARS, priceMinor: 54_900 } });
  year.win('rowan', { signedUpOn: '2026-06-23', plan: { ...DOLLARS, periods: 1, priceMinor: 200 } });
  year.win('spruce', { signedUpOn: '2026-07-14', plan: { ...DOLLARS, priceMinor: 38_900 } });
  year.win('willow', { signedUpOn: '2026-08-11', activatedAfterDays: null, plan: { ...DOLLARS, priceMinor: 12_900 } });
}
