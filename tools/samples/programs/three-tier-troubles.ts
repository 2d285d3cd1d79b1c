import { plusDays } from '@ledger/kernel/instant';
import { at } from '@tools/histories/times';
import { invoiceOf, sell } from '../behaviours/customer-lifecycle';
import { closeDispute, openDispute, refundAll, refundAmount, refundLines } from '../behaviours/refunds-and-disputes';
import { activate, churn } from '../behaviours/sign-ups';
import {
  changeEngagement,
  changeStanding,
  lapseRequirement,
  overrideAttribution,
  setTier,
} from '../behaviours/standing';
import type { SampleYear } from '../sample-year';

/** Clawbacks, the quarter's true-up, the ladder of violations, disputes, overrides and late facts. */
export function threeTierTroubles(year: SampleYear): void {
  customersLeaveSoon(year);
  solutionRefundsWaitForTheQuarter(year);
  moneyGoesBack(year);
  priceListIsViolated(year);
  engagementsEnd(year);
  staffOverride(year);
  factsArriveLate(year);
}

const MONTHLY = { currency: 'USD', interval: 'month', periods: 12, paysAfterDays: [1, 6] } as const;

function customersLeaveSoon(year: SampleYear): void {
  const { scene } = year;
  const referred = year.win('wren', {
    signedUpOn: '2026-08-03',
    activatedAfterDays: 1,
    plan: { ...MONTHLY, periods: 2, priceMinor: 28_900 },
  });
  churn(scene, referred.customer, at('2026-09-21', '08:00'), 'never got it running');
  const integrated = year.win('plover', {
    signedUpOn: '2026-07-06',
    activatedAfterDays: 1,
    plan: { ...MONTHLY, periods: 2, priceMinor: 88_900 },
  });
  churn(scene, integrated.customer, at('2026-08-24', '08:00'), 'merged with another company');
  const returning = year.customer('finch', 0).customer;
  churn(scene, returning, at('2026-08-31', '08:00'), 'seasonal business');
  activate(scene, returning, at('2026-11-02', '08:00'));
}

function solutionRefundsWaitForTheQuarter(year: SampleYear): void {
  const { scene } = year;
  refundAmount(scene, invoiceOf(year.customer('kestrel', 0), 6), at('2026-08-31', '10:00'), 30_000);
  refundLines(scene, invoiceOf(year.customer('osprey', 0), 8), at('2026-11-16', '10:00'), { '1': 69_900 });
}

function moneyGoesBack(year: SampleYear): void {
  const { scene } = year;
  refundAmount(scene, invoiceOf(year.customer('heron', 0), 2), at('2026-04-20', '10:00'), 7_777);
  refundAmount(scene, invoiceOf(year.customer('swift', 0), 0), at('2026-04-13', '10:00'), 99_999);
  refundAll(scene, invoiceOf(year.customer('plover', 0), 0), at('2026-11-10', '10:00'));
  const won = invoiceOf(year.customer('heron', 1), 3);
  closeDispute(scene, openDispute(scene, won, at('2026-06-01', '03:00')), won, at('2026-07-06', '03:00'), 'won');
  const lost = invoiceOf(year.customer('wren', 0), 4);
  closeDispute(scene, openDispute(scene, lost, at('2026-06-22', '03:00')), lost, at('2026-07-27', '03:00'), 'lost');
  openDispute(scene, invoiceOf(year.customer('kestrel', 1), 9), at('2026-12-22', '03:00'));
}

function priceListIsViolated(year: SampleYear): void {
  const { scene } = year;
  const violations = [
    ['swift', '2026-04-02'],
    ['swift', '2026-05-21'],
    ['swift', '2026-08-17'],
    ['finch', '2026-05-04'],
    ['finch', '2026-10-12'],
    ['avocet', '2026-09-09'],
  ] as const;
  for (const [name, on] of violations) {
    changeStanding(
      scene,
      year.partner(name),
      'partner.violation_recorded',
      scene.on(on),
      'advertised under the price list',
    );
  }
  changeStanding(scene, year.partner('swift'), 'partner.violation_hold_lifted', at('2026-06-15', '12:00'), 'corrected');
  changeStanding(scene, year.partner('avocet'), 'partner.suspended', at('2026-11-02', '09:00'), 'audit');
  lapseRequirement(scene, year.partner('osprey'), 'quarterly_review', at('2026-10-01', '09:00'));
  setTier(scene, year.partner('plover'), 'referral', at('2026-12-01', '09:00'));
}

function engagementsEnd(year: SampleYear): void {
  const { scene } = year;
  const { customer } = year.customer('heron', 3);
  changeEngagement(scene, year.partner('heron'), customer, 'ended', at('2026-08-01', '09:00'));
  changeEngagement(scene, year.partner('heron'), customer, 'resumed', at('2026-10-20', '09:00'));
}

function staffOverride(year: SampleYear): void {
  const { scene } = year;
  const direct = sell(scene, { signedUpOn: '2026-05-19', plan: { ...MONTHLY, priceMinor: 119_900 } });
  const credits = [
    { partner: 'kestrel', role: 'sourced', weight: 3 },
    { partner: 'osprey', role: 'sourced', weight: 1 },
    { partner: 'heron', role: 'influenced' },
  ] as const;
  overrideAttribution(
    scene,
    direct.customer,
    credits,
    at('2026-08-06', '15:30'),
    'steering committee, minutes of 5 August',
  );
  const contested = year.win('avocet', { signedUpOn: '2026-06-10', plan: { ...MONTHLY, priceMinor: 16_900 } });
  const instead = [{ partner: 'wren', role: 'sourced' }] as const;
  overrideAttribution(
    scene,
    contested.customer,
    instead,
    at('2026-09-29', '15:30'),
    'web shop log: the coupon was Wren’s',
  );
}

function factsArriveLate(year: SampleYear): void {
  const { scene } = year;
  const { customer } = year.customer('heron', 0);
  const lines = [{ line: '1', kind: 'usage', amount: 12_345, description: 'July, metered late' }];
  const data = { invoice: 'inv-meter-07', customer, currency: 'USD', lines };
  scene.history.plan('invoice.paid', at('2026-07-31', '12:00'), data, { arrives: at('2026-08-21', '06:00') });
  const beforeItsInvoice = invoiceOf(year.customer('kestrel', 0), 3);
  refundAmount(scene, beforeItsInvoice, plusDays(beforeItsInvoice.issued.time, -1), 4_950);
  churn(scene, year.customer('avocet', 0).customer, at('2026-10-05', '08:00'), 'closed', {
    arrives: at('2026-11-12', '08:00'),
  });
}
