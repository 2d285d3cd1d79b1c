import type { MinorUnits } from '@tools/histories/ledger-event-json';
import { at, daysLater, plusMinutes } from '@tools/histories/times';
import { apply, applyAndGetApproved, approve, reject } from '../behaviours/applications';
import type { Plan, FurtherLines } from '../behaviours/invoices';
import { setUpService, together, usageBetween } from '../behaviours/invoices';
import { createLink } from '../behaviours/links-and-clicks';
import { closePeriods, endTheYear } from '../behaviours/month-end';
import { setPayoutMethod } from '../behaviours/payout-setup';
import { meetRequirement, recordJointCustomer, setRate, setTier } from '../behaviours/standing';
import type { SampleYear } from '../sample-year';
import { threeTierDeals } from './three-tier-deals';
import { threeTierMistakes } from './three-tier-mistakes';
import { threeTierTroubles } from './three-tier-troubles';

/** A year of affiliates, integration partners and solution partners, with deals, protections and influence. */
export function threeTierYear(year: SampleYear): void {
  recruitPartners(year);
  winCustomers(year);
  climbTheTiers(year);
  threeTierDeals(year);
  threeTierTroubles(year);
  threeTierMistakes(year);
  closePeriods(year.scene, '2026-01', '2026-10', 7);
  endTheYear(year.scene);
}

const FIRST_REQUIREMENTS = ['agreement', 'onboarding'] as const;

const APPROVED = [
  { name: 'heron', appliedOn: '2026-01-05', rail: 'stripe' },
  { name: 'kestrel', appliedOn: '2026-01-06', rail: 'manual' },
  { name: 'osprey', appliedOn: '2026-01-08', rail: null, question: 'Which industries do you know best?' },
  { name: 'wren', appliedOn: '2026-01-13', rail: 'paypal' },
  { name: 'finch', appliedOn: '2026-02-02', rail: 'paypal' },
  { name: 'swift', appliedOn: '2026-02-09', rail: 'stripe' },
  { name: 'plover', appliedOn: '2026-02-16', rail: 'stripe', question: 'Please sign the agreement.' },
  { name: 'avocet', appliedOn: '2026-03-09', rail: 'paypal' },
] as const;

function recruitPartners(year: SampleYear): void {
  const { scene } = year;
  for (const row of APPROVED) {
    const who = year.introduce(row.name, 'partner');
    const approvedAt = applyAndGetApproved(scene, who, { ...row, requirements: FIRST_REQUIREMENTS });
    createLink(scene, who, plusMinutes(approvedAt, 10), who.code, 'affiliate-page');
    if (row.rail !== null) setPayoutMethod(scene, who, plusMinutes(approvedAt, 30), row.rail);
  }
  const dove = year.introduce('dove', 'partner');
  apply(scene, dove, at('2026-03-16', '10:00'));
  reject(scene, dove, at('2026-03-18', '10:00'), 'Coupon site.');
  const lapwing = year.introduce('lapwing', 'partner');
  apply(scene, lapwing, at('2026-11-23', '09:30'));
  meetRequirement(scene, lapwing, 'agreement', at('2026-11-25', '09:30'));
  approve(scene, lapwing, at('2026-11-26', '11:00'));
}

/** A subscription in dollars with what comes on top of it. */
function subscription(priceMinor: MinorUnits, ...further: FurtherLines[]): Omit<Plan, 'customer' | 'startsOn'> {
  const furtherLines = together(...further);
  return { currency: 'USD', interval: 'month', periods: 12, priceMinor, paysAfterDays: [1, 12], furtherLines };
}

/** An outcome payment every third month. */
function outcomes(amount: MinorUnits): FurtherLines {
  return (period) => (period % 3 === 2 ? [{ kind: 'outcome', amount }] : []);
}

function winCustomers(year: SampleYear): void {
  const usage = usageBetween(year.scene, 500, 7_500);
  const annual = { ...subscription(0), interval: 'year', periods: 1 } as const;
  year.win('heron', { signedUpOn: '2026-01-14', plan: subscription(29_900, usage) });
  year.win('heron', { signedUpOn: '2026-02-04', clickedDaysBefore: 14, plan: subscription(49_900, outcomes(120_000)) });
  year.win('heron', { signedUpOn: '2026-02-25', plan: { ...annual, priceMinor: 720_000 } });
  year.win('heron', { signedUpOn: '2026-05-12', plan: subscription(39_900, usage) });
  year.win('kestrel', { signedUpOn: '2026-01-20', plan: subscription(89_900, usage, setUpService(200_000)) });
  year.win('kestrel', { signedUpOn: '2026-03-03', plan: subscription(59_900, outcomes(250_000)) });
  year.win('kestrel', { signedUpOn: '2026-05-27', plan: { ...annual, priceMinor: 1_440_000 } });
  year.win('osprey', { signedUpOn: '2026-02-11', plan: subscription(69_900, usage) });
  year.win('osprey', { signedUpOn: '2026-06-03', plan: { ...subscription(44_900), currency: 'EUR' } });
  year.win('wren', { signedUpOn: '2026-01-28', clickedDaysBefore: 9, plan: subscription(19_900, outcomes(30_000)) });
  year.win('wren', { signedUpOn: '2026-04-08', plan: subscription(14_900) });
  year.win('wren', { signedUpOn: '2026-06-17', plan: { ...annual, priceMinor: 240_000 } });
  year.win('finch', { signedUpOn: '2026-03-10', plan: subscription(24_900) });
  year.win('swift', { signedUpOn: '2026-03-04', plan: subscription(34_900, usage) });
  year.win('plover', { signedUpOn: '2026-04-01', plan: { ...annual, priceMinor: 960_000 } });
  year.win('avocet', { signedUpOn: '2026-04-15', plan: subscription(17_900) });
}

/** Heron and Plover become integration partners, Kestrel and Osprey go on to be solution partners. */
function climbTheTiers(year: SampleYear): void {
  const { scene } = year;
  climbTo(year, 'heron', 'integration', '2026-03-16', ['integration_live', 'co_marketing'], 0);
  climbTo(year, 'plover', 'integration', '2026-03-23', ['integration_live', 'co_marketing'], 3);
  climbTo(year, 'kestrel', 'integration', '2026-03-02', ['integration_live', 'co_marketing'], 4);
  climbTo(year, 'kestrel', 'solution', '2026-04-06', ['dedicated_contact', 'quarterly_review'], 8);
  climbTo(year, 'osprey', 'solution', '2026-04-20', ['dedicated_contact', 'quarterly_review'], 10);
  setRate(scene, year.partner('heron'), '0.225', at('2026-06-01', '09:00'), 'negotiated at the renewal');
  setRate(scene, year.partner('kestrel'), '0.35', at('2026-07-01', '09:00'), 'first of its region');
  setRate(scene, year.partner('wren'), '0.125', at('2026-08-03', '09:00'), 'content campaign');
}

function climbTo(
  year: SampleYear,
  name: string,
  tier: string,
  on: string,
  requirements: readonly string[],
  jointCustomers: number,
): void {
  const { scene } = year;
  const who = year.partner(name);
  const met = at(on, '09:00');
  for (const requirement of requirements) meetRequirement(scene, who, requirement, met);
  for (let joint = 1; joint <= jointCustomers; joint += 1) {
    recordJointCustomer(scene, who, scene.next(`crm-${name}`), scene.on(daysLater(on, -jointCustomers + joint - 1)));
  }
  setTier(scene, who, tier, at(on, '18:30'));
}
