import { plusDays } from '@ledger/kernel/instant';
import { at } from '@tools/histories/times';
import { invoiceOf, sell } from '../behaviours/customer-lifecycle';
import { registerDeal } from '../behaviours/deals';
import { voidInvoice } from '../behaviours/invoices';
import {
  forgetTheCustomer,
  reportAgain,
  sendOtherContentUnderItsId,
  sendTwice,
  sendUnknownType,
  sendWhatTheTermsHaveNoUseFor,
  suspendAStranger,
  writeAmountWithDecimals,
  writeLocalTime,
  writePercentAsWholeNumber,
} from '../behaviours/mistakes';
import { advanceClock, closePeriod } from '../behaviours/month-end';
import { closeDispute, openDispute, refundAll, refundAmount, refundLines } from '../behaviours/refunds-and-disputes';
import { churn, signContract } from '../behaviours/sign-ups';
import { changeStanding, lapseRequirement, meetRequirement, overrideAttribution } from '../behaviours/standing';
import type { SampleYear } from '../sample-year';

/** Conflicts over clients, analysts that leave, partners that opt out, and what is reported wrongly. */
export function plaidcloudTroubles(year: SampleYear): void {
  clientsAreContested(year);
  analystsComeAndGo(year);
  partnersOptOut(year);
  moneyGoesBack(year);
  factsArriveLate(year);
  documentsAreReportedTwice(year);
  servicesMakeMistakes(year);
}

const MONTHLY = { currency: 'USD', interval: 'month', periods: 12 } as const;

function clientsAreContested(year: SampleYear): void {
  const { scene } = year;
  const client = scene.directory.customer();
  const asks = (name: string, on: string, evidence?: string): string =>
    registerDeal(scene, year.partner(name), at(on, '10:00'), {
      customer: client.customer,
      daysSinceFirstContact: 20,
      ...(evidence === undefined ? {} : { evidence }),
    });
  asks('garnet', '2026-05-18', 'e-mail thread of April');
  asks('topaz', '2026-05-25', 'signed proposal');
  asks('basalt', '2026-05-26');
  asks('mica', '2026-05-27', 'business card');
  signContract(scene, client.customer, at('2026-06-12', '15:00'), 'USD', 1_200_000);
  asks('onyx', '2026-06-29', 'kick-off protocol');
  sell(scene, { signedUpOn: '2026-06-15', plan: { ...MONTHLY, priceMinor: 100_000 } }, client);
  const shares = [
    { partner: 'garnet', role: 'sourced', weight: 1 },
    { partner: 'topaz', role: 'sourced', weight: 1 },
  ] as const;
  overrideAttribution(
    scene,
    client.customer,
    shares,
    at('2026-09-03', '14:00'),
    'conflict 31: both delivered the pilot',
  );
}

function analystsComeAndGo(year: SampleYear): void {
  const { scene } = year;
  lapseRequirement(scene, year.partner('quartz'), 'certified_analyst', at('2026-05-04', '09:00'), 'analyst-12');
  lapseRequirement(scene, year.partner('garnet'), 'certified_analyst', at('2026-06-22', '09:00'));
  meetRequirement(scene, year.partner('garnet'), 'certified_analyst', at('2026-08-10', '09:00'), 'analyst-32');
  lapseRequirement(scene, year.partner('onyx'), 'certified_analyst', at('2026-11-16', '09:00'), 'analyst-41');
}

function partnersOptOut(year: SampleYear): void {
  const { scene } = year;
  changeStanding(scene, year.partner('beryl'), 'partner.revenue_share_opted_out', at('2026-07-01', '00:00'));
  changeStanding(scene, year.partner('beryl'), 'partner.revenue_share_opted_in', at('2026-10-01', '00:00'));
  changeStanding(
    scene,
    year.partner('topaz'),
    'partner.suspended',
    at('2026-09-24', '09:00'),
    'invoice dispute with a client',
  );
  changeStanding(scene, year.partner('topaz'), 'partner.reinstated', at('2026-10-15', '09:00'), 'settled');
  changeStanding(
    scene,
    year.partner('basalt'),
    'partner.terminated',
    at('2026-11-02', '17:00'),
    'merged into another partner',
  );
  churn(scene, year.customer('garnet', 0).customer, at('2026-10-30', '08:00'), 'moved in-house');
}

function moneyGoesBack(year: SampleYear): void {
  const { scene } = year;
  voidInvoice(scene, invoiceOf(year.customer('basalt', 0), 4), at('2026-06-25', '09:00'));
  refundLines(scene, invoiceOf(year.customer('quartz', 0), 2), at('2026-05-29', '10:00'), { '1': 80_000 });
  refundAmount(scene, invoiceOf(year.customer('quartz', 1), 1), at('2026-06-09', '10:00'), 33_333);
  refundAmount(scene, invoiceOf(year.customer('onyx', 0), 1), at('2026-06-02', '10:00'), 999_999);
  refundAll(scene, invoiceOf(year.customer('garnet', 1), 0), at('2026-11-05', '10:00'));
  const won = invoiceOf(year.customer('quartz', 0), 4);
  closeDispute(scene, openDispute(scene, won, at('2026-06-24', '03:00')), won, at('2026-07-29', '03:00'), 'won');
  const lost = invoiceOf(year.customer('topaz', 0), 2);
  closeDispute(scene, openDispute(scene, lost, at('2026-07-15', '03:00')), lost, at('2026-08-19', '03:00'), 'lost');
  openDispute(scene, invoiceOf(year.customer('beryl', 0), 6), at('2026-12-10', '03:00'));
}

function factsArriveLate(year: SampleYear): void {
  const { scene } = year;
  const { customer } = year.customer('quartz', 0);
  const lines = [{ line: '1', kind: 'usage', amount: 64_200, description: 'June, metered late' }];
  const data = { invoice: 'inv-meter-06', customer, currency: 'USD', lines };
  scene.history.plan('invoice.issued', at('2026-06-30', '12:00'), data, { arrives: at('2026-07-23', '06:00') });
  const early = invoiceOf(year.customer('beryl', 1), 1);
  refundAmount(scene, early, plusDays(early.issued.time, -3), 13_000);
  const hidden = sell(scene, { signedUpOn: '2026-07-14', plan: { ...MONTHLY, priceMinor: 70_000 } });
  const registration = { customer: hidden.customer, daysSinceFirstContact: 30, evidence: 'project plan' };
  registerDeal(scene, year.partner('quartz'), at('2026-07-03', '10:00'), registration, {
    arrives: at('2026-10-19', '10:00'),
  });
}

function documentsAreReportedTwice(year: SampleYear): void {
  const { scene } = year;
  const { issued } = invoiceOf(year.customer('quartz', 1), 0);
  sendTwice(scene, issued);
  reportAgain(scene, issued, 1);
  reportAgain(scene, issued, 2, { currency: 'EUR' });
  sendOtherContentUnderItsId(scene, issued, { customer: 'cus-9999' });
  sendTwice(scene, year.customer('basalt', 0).signedUp);
  sendTwice(scene, year.customer('onyx', 0).signedUp);
  const refund = refundAmount(scene, invoiceOf(year.customer('onyx', 1), 1), at('2026-08-31', '10:00'), 7_500);
  reportAgain(scene, refund, 1);
  reportAgain(scene, refund, 2, { amount: 75_000 });
  const data = {
    deal: 'deal-888',
    partner: 'basalt',
    company: 'Redcliff Motors',
    firstContactAt: '2026-03-30T09:00:00Z',
    relationship: 'prospective',
    evidence: 'visit report',
  };
  const deal = scene.history.plan('deal.registered', at('2026-04-09', '10:00'), data);
  reportAgain(scene, deal, 1);
  reportAgain(scene, deal, 2, { partner: 'topaz' });
}

function servicesMakeMistakes(year: SampleYear): void {
  const { scene } = year;
  writePercentAsWholeNumber(scene, 'quartz', at('2026-03-02', '08:30'));
  writeAmountWithDecimals(scene, 'cus-1003', at('2026-05-05', '06:00'));
  writeLocalTime(scene, 'cus-1004', '2026-05-06', at('2026-05-06', '07:30'));
  forgetTheCustomer(scene, at('2026-06-16', '06:00'));
  sendUnknownType(scene, 'cus-1002', at('2026-06-17', '06:00'));
  suspendAStranger(scene, at('2026-07-08', '15:00'));
  const link = { partner: 'quartz', code: 'QUARTZ-26', campaign: 'website' };
  sendWhatTheTermsHaveNoUseFor(scene, 'link.created', link, at('2026-03-09', '10:00'));
  sendWhatTheTermsHaveNoUseFor(
    scene,
    'partner.enrolled',
    { partner: 'slate', type: 'partner' },
    at('2026-03-10', '10:00'),
  );
  advanceClock(scene, at('2026-04-01', '00:05'));
  advanceClock(scene, at('2026-07-01', '00:05'));
  advanceClock(scene, at('2026-10-01', '00:05'));
  closePeriod(scene, '2026-05', at('2026-07-02', '17:00'));
  closePeriod(scene, '2026-10', at('2026-10-31', '17:00'));
}
