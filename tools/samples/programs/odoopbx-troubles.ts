import { plusDays } from '@ledger/kernel/instant';
import { at } from '@tools/histories/times';
import { invoiceOf, sell } from '../behaviours/customer-lifecycle';
import { billPlan, sendInvoice } from '../behaviours/invoices';
import { click } from '../behaviours/links-and-clicks';
import {
  forgetTheCustomer,
  reportAgain,
  sendOtherContentUnderItsId,
  sendTwice,
  sendUnknownType,
  sendWhatTheTermsHaveNoUseFor,
  suspendAStranger,
  takeACodeInUse,
  writeAmountWithDecimals,
  writeLocalTime,
  writePercentAsWholeNumber,
} from '../behaviours/mistakes';
import { closePeriod } from '../behaviours/month-end';
import { closeDispute, openDispute, refundAll, refundAmount, refundLines } from '../behaviours/refunds-and-disputes';
import { activate, churn, signUp } from '../behaviours/sign-ups';
import { changeStanding, overrideAttribution } from '../behaviours/standing';
import type { SampleYear } from '../sample-year';

/** Claims that compete, money that goes back, partners that come and go, and what is reported wrongly. */
export function odoopbxTroubles(year: SampleYear): void {
  claimsCompete(year);
  moneyGoesBack(year);
  partnersAndCustomersComeAndGo(year);
  factsArriveLate(year);
  servicesMakeMistakes(year);
}

const MONTHLY = { currency: 'EUR', interval: 'month', periods: 12, priceMinor: 16_900 } as const;

function claimsCompete(year: SampleYear): void {
  const { scene } = year;
  const twice = scene.directory.customer();
  const clickId = click(scene, at('2026-05-28', '19:20'), year.partner('mira').code);
  signUp(scene, twice, at('2026-06-01', '08:40'), { clickId, referralCode: year.partner('altair').code });
  activate(scene, twice.customer, at('2026-06-03', '05:30'));
  billPlan(scene, { ...MONTHLY, customer: twice.customer, startsOn: '2026-06-03', periods: 4 });
  sell(scene, { signedUpOn: '2026-10-13', code: year.partner('bellatrix').code, clickedDaysBefore: 93, plan: MONTHLY });
  year.win('sirius', { signedUpOn: '2026-05-19', plan: { ...MONTHLY, periods: 3 } });
  const polaris = year.partner('polaris');
  const itself = { ...scene.directory.customer(), name: polaris.name, email: polaris.email, company: polaris.company };
  year.win('polaris', { signedUpOn: '2026-09-22', plan: { ...MONTHLY, periods: 3 } }, itself);
  const byHand = sell(scene, { signedUpOn: '2026-07-28', plan: MONTHLY });
  overrideAttribution(
    scene,
    byHand.customer,
    [{ partner: 'deneb', role: 'sourced' }],
    at('2026-10-05', '10:00'),
    'code was lost at the download: installation log 5521',
  );
}

function moneyGoesBack(year: SampleYear): void {
  const { scene } = year;
  refundLines(scene, invoiceOf(year.customer('vega', 1), 4), at('2026-07-06', '10:20'), { '1': 20_000, '2': 100 });
  refundAmount(scene, invoiceOf(year.customer('rigel', 0), 2), at('2026-05-05', '11:00'), 9_999);
  refundAmount(scene, invoiceOf(year.customer('mira', 1), 1), at('2026-05-18', '11:00'), 90_000);
  refundAll(scene, invoiceOf(year.customer('rigel', 1), 0), at('2026-11-24', '09:00'));
  const won = invoiceOf(year.customer('altair', 0), 3);
  closeDispute(scene, openDispute(scene, won, at('2026-06-18', '02:30')), won, at('2026-07-23', '02:30'), 'won');
  const lost = invoiceOf(year.customer('mira', 0), 5);
  closeDispute(scene, openDispute(scene, lost, at('2026-07-14', '02:30')), lost, at('2026-08-18', '02:30'), 'lost');
  openDispute(scene, invoiceOf(year.customer('deneb', 0), 7), at('2026-11-19', '02:30'));
}

function partnersAndCustomersComeAndGo(year: SampleYear): void {
  const { scene } = year;
  changeStanding(
    scene,
    year.partner('altair'),
    'partner.suspended',
    at('2026-09-14', '09:00'),
    'no support at weekends',
  );
  changeStanding(
    scene,
    year.partner('altair'),
    'partner.reinstated',
    at('2026-10-06', '09:00'),
    'second technician hired',
  );
  changeStanding(scene, year.partner('castor'), 'partner.suspended', at('2026-12-01', '09:00'), 'spam reports');
  changeStanding(scene, year.partner('capella'), 'partner.terminated', at('2026-10-19', '17:00'), 'contract ended');
  churn(scene, year.customer('polaris', 0).customer, at('2026-10-30', '08:00'), 'office closed');
  const returning = year.customer('spica', 0).customer;
  churn(scene, returning, at('2026-06-29', '08:00'), 'changed provider');
  activate(scene, returning, at('2026-10-02', '08:00'));
}

function factsArriveLate(year: SampleYear): void {
  const { scene } = year;
  const { customer } = year.customer('vega', 0);
  const paidAt = at('2026-06-24', '12:00');
  const lines = [{ line: '1', kind: 'usage', amount: 3_141, description: 'international calls, counted late' }];
  const late = sendInvoice(scene, { customer, currency: 'EUR', issuedAt: paidAt, paidAt: null, lines });
  scene.history.plan('invoice.paid', paidAt, late.issued.data, { arrives: at('2026-07-21', '06:00') });
  refundAmount(scene, invoiceOf(year.customer('deneb', 0), 2), at('2026-07-30', '10:00'), 3_490, {
    arrives: at('2026-08-19', '06:00'),
  });
  const signedUpEarlier = sell(scene, { signedUpOn: '2026-08-05', plan: { ...MONTHLY, priceMinor: 13_900 } });
  signUp(
    scene,
    signedUpEarlier.identity,
    at('2026-08-03', '09:00'),
    { referralCode: year.partner('rigel').code },
    { arrives: at('2026-09-25', '09:00') },
  );
}

function servicesMakeMistakes(year: SampleYear): void {
  const { scene } = year;
  const { paid } = invoiceOf(year.customer('vega', 1), 1);
  if (paid !== null) {
    sendTwice(scene, paid);
    reportAgain(scene, paid, 1);
    reportAgain(scene, paid, 2, { currency: 'USD' });
    sendOtherContentUnderItsId(scene, paid, { customer: 'cus-9999' });
  }
  sendTwice(scene, year.customer('mira', 0).signedUp);
  sendTwice(scene, year.customer('deneb', 0).signedUp);
  const refund = refundAmount(scene, invoiceOf(year.customer('capella', 0), 1), at('2026-07-01', '10:00'), 2_290);
  reportAgain(scene, refund, 1, { amount: 22_900 });
  const dispute = openDispute(scene, invoiceOf(year.customer('capella', 0), 2), at('2026-07-20', '02:00'));
  const settled = closeDispute(
    scene,
    dispute,
    invoiceOf(year.customer('capella', 0), 2),
    at('2026-08-10', '02:00'),
    'won',
  );
  reportAgain(scene, settled, 3, { outcome: 'lost' });
  writePercentAsWholeNumber(scene, 'vega', at('2026-03-03', '09:00'));
  writeAmountWithDecimals(scene, 'cus-1002', at('2026-04-08', '06:00'));
  writeLocalTime(scene, 'cus-1003', '2026-04-15', at('2026-04-15', '07:30'));
  forgetTheCustomer(scene, at('2026-05-26', '06:00'));
  sendUnknownType(scene, 'cus-1004', at('2026-06-17', '06:00'));
  suspendAStranger(scene, at('2026-07-02', '15:00'));
  takeACodeInUse(scene, 'spica', year.partner('vega').code, at('2026-02-25', '10:00'));
  sendWhatTheTermsHaveNoUseFor(
    scene,
    'partner.enrolled',
    { partner: 'betelgeuse', type: 'partner' },
    at('2026-03-19', '10:00'),
  );
  const lead = { referral: 'lead-x', partner: 'vega', email: 'hello@kitebrook.example' };
  sendWhatTheTermsHaveNoUseFor(scene, 'referral.submitted', lead, at('2026-04-30', '10:00'));
  const byStripe = { partner: 'vega', rail: 'stripe', account: 'acct_vega' };
  sendWhatTheTermsHaveNoUseFor(scene, 'partner.payout_method_set', byStripe, plusDays(at('2026-05-01', '10:00'), 3));
  closePeriod(scene, '2026-04', at('2026-06-20', '17:00'));
  closePeriod(scene, '2026-08', at('2026-08-31', '17:00'));
}
