import type { MinorUnits } from '@tools/histories/ledger-event-json';
import { at, daysLater, plusMinutes } from '@tools/histories/times';
import { apply, applyAndGetApproved, askForMoreInformation, reject } from '../behaviours/applications';
import { setUpService, taxOn, together, usageBetween, type FurtherLines } from '../behaviours/invoices';
import { createLink } from '../behaviours/links-and-clicks';
import { closePeriods, endTheYear } from '../behaviours/month-end';
import { setPayoutMethod } from '../behaviours/payout-setup';
import { activate, signUp } from '../behaviours/sign-ups';
import type { SampleYear } from '../sample-year';
import { resellerTroubles } from './reseller-troubles';

/** A year of the AI-assistant reseller program: 20 % of platform fees and overages, 50 % for the first three. */
export function resellerYear(year: SampleYear): void {
  recruitResellers(year);
  onboardTenants(year);
  onboardFiftyOfDanube(year);
  resellerTroubles(year);
  closePeriods(year.scene, '2026-01', '2026-11', 4);
  endTheYear(year.scene);
}

/**
 * In the order of their approvals: the first three get the launch promotion. Danube, Elbe and Loire
 * were there the year before; their first twelve months end within this one.
 */
const APPROVED = [
  { name: 'danube', appliedOn: '2025-11-03' },
  { name: 'elbe', appliedOn: '2025-11-17', question: 'Who will support the tenants?' },
  { name: 'loire', appliedOn: '2025-12-01' },
  { name: 'rhine', appliedOn: '2026-01-08' },
  { name: 'tagus', appliedOn: '2026-01-20', question: 'Please name your VAT number.' },
  { name: 'vistula', appliedOn: '2026-02-11' },
  { name: 'douro', appliedOn: '2026-03-18' },
  { name: 'tiber', appliedOn: '2026-05-06' },
] as const;

function recruitResellers(year: SampleYear): void {
  const { scene } = year;
  for (const row of APPROVED) {
    const who = year.introduce(row.name, 'reseller');
    const approvedAt = applyAndGetApproved(scene, who, row);
    createLink(scene, who, plusMinutes(approvedAt, 15), who.code, 'partner-page');
    if (row.name === 'rhine') setPayoutMethod(scene, who, plusMinutes(approvedAt, 30), 'stripe');
    if (row.name === 'vistula') setPayoutMethod(scene, who, plusMinutes(approvedAt, 40), 'paypal');
  }
  const ebro = year.introduce('ebro', 'reseller');
  apply(scene, ebro, at('2025-11-24', '10:00'));
  reject(scene, ebro, at('2025-11-26', '14:00'), 'Sells a competing assistant.');
  createLink(scene, ebro, at('2025-11-27', '09:00'), ebro.code, 'partner-page');
  const volga = year.introduce('volga', 'reseller');
  apply(scene, volga, at('2026-12-02', '09:30'));
  askForMoreInformation(scene, volga, at('2026-12-04', '16:15'), 'Which regions?');
  scene.history.plan('promotion.closed', at('2026-01-30', '12:00'), { promotion: 'launch' });
}

/** What a tenant pays a month: the platform fee, messages over the quota, and what earns nothing. */
function tenantPlan(year: SampleYear, feeMinor: MinorUnits, overageUpToMinor: MinorUnits, more: FurtherLines[] = []) {
  const furtherLines = together(usageBetween(year.scene, 0, overageUpToMinor, 'overage'), ...more);
  return {
    currency: 'USD',
    kind: 'platform_fee',
    interval: 'month',
    periods: 12,
    priceMinor: feeMinor,
    furtherLines,
  } as const;
}

function onboardTenants(year: SampleYear): void {
  const inEuros = { ...tenantPlan(year, 14_900, 3_000, [taxOn(14_900, 21)]), currency: 'EUR' };
  year.win('danube', { signedUpOn: '2026-01-06', plan: tenantPlan(year, 9_900, 2_400) });
  year.win('danube', { signedUpOn: '2026-03-03', plan: tenantPlan(year, 19_900, 800, [setUpService(50_000)]) });
  year.win('elbe', { signedUpOn: '2026-01-15', plan: tenantPlan(year, 24_900, 5_000) });
  year.win('elbe', { signedUpOn: '2026-04-09', clickedDaysBefore: 12, plan: tenantPlan(year, 9_900, 1_500) });
  year.win('loire', { signedUpOn: '2026-02-05', plan: tenantPlan(year, 9_900, 1_234, [setUpService(25_000)]) });
  year.win('loire', { signedUpOn: '2026-06-11', plan: inEuros });
  year.win('rhine', { signedUpOn: '2026-02-03', plan: tenantPlan(year, 9_900, 2_000, [setUpService(5_000)]) });
  year.win('rhine', { signedUpOn: '2026-03-24', plan: tenantPlan(year, 49_900, 12_000) });
  year.win('rhine', { signedUpOn: '2026-08-18', clickedDaysBefore: 1, plan: tenantPlan(year, 9_900, 900) });
  year.win('tagus', { signedUpOn: '2026-02-17', plan: inEuros });
  year.win('tagus', { signedUpOn: '2026-07-21', plan: tenantPlan(year, 29_900, 4_000) });
  year.win('vistula', { signedUpOn: '2026-03-05', plan: tenantPlan(year, 14_900, 2_222) });
  year.win('vistula', { signedUpOn: '2026-09-10', activatedAfterDays: null, plan: tenantPlan(year, 9_900, 500) });
  year.win('douro', { signedUpOn: '2026-04-21', plan: tenantPlan(year, 9_900, 700) });
  year.win('tiber', { signedUpOn: '2026-06-02', plan: tenantPlan(year, 99_900, 20_000) });
}

/** Danube brings in one small tenant after another; the fiftieth locks its status for five years. */
function onboardFiftyOfDanube(year: SampleYear): void {
  const { scene } = year;
  const { code } = year.partner('danube');
  for (let tenant = 0; tenant < 49; tenant += 1) {
    const customer = scene.directory.customer();
    const signedUpOn = daysLater('2026-01-12', tenant * 6);
    signUp(scene, customer, scene.on(signedUpOn), { referralCode: code });
    activate(scene, customer.customer, scene.on(daysLater(signedUpOn, scene.random.integer(1, 4))));
  }
}
