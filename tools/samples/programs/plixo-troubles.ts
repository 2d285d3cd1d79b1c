import { plusDays } from '@ledger/kernel/instant';
import { at } from '@tools/histories/times';
import { sendInvoice } from '../behaviours/invoices';
import { invoiceOf } from '../behaviours/customer-lifecycle';
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
import { activate, churn, voidActivation } from '../behaviours/sign-ups';
import { changeStanding } from '../behaviours/standing';
import type { SampleYear } from '../sample-year';

/** What goes wrong in the year, with money, with partners and with the services that report it. */
export function plixoTroubles(year: SampleYear): void {
  moneyGoesBack(year);
  disputesAreFought(year);
  customersLeaveAndReturn(year);
  partnersFallAndRise(year);
  factsArriveLate(year);
  servicesMakeMistakes(year);
}

function moneyGoesBack(year: SampleYear): void {
  const { scene } = year;
  refundLines(scene, invoiceOf(year.customer('alder', 0), 3), at('2026-05-04', '10:20'), { '1': 10_000 });
  refundAmount(scene, invoiceOf(year.customer('alder', 1), 0), at('2026-02-20', '15:00'), 45_000);
  refundAmount(scene, invoiceOf(year.customer('juniper', 0), 2), at('2026-07-03', '09:40'), 21_633);
  refundAmount(scene, invoiceOf(year.customer('elm', 0), 1), at('2026-05-28', '12:00'), 25_000);
  refundAll(scene, invoiceOf(year.customer('maple', 0), 0), at('2026-09-21', '11:11'));
  refundLines(scene, invoiceOf(year.customer('fir', 0), 4), at('2026-09-30', '14:30'), {
    '1': 5_000,
    '2': 200,
    '9': 100,
  });
}

function disputesAreFought(year: SampleYear): void {
  const { scene } = year;
  const won = invoiceOf(year.customer('birch', 1), 1);
  closeDispute(scene, openDispute(scene, won, at('2026-06-29', '03:10')), won, at('2026-08-03', '03:15'), 'won');
  const lost = invoiceOf(year.customer('dogwood', 0), 2);
  closeDispute(scene, openDispute(scene, lost, at('2026-06-02', '02:00')), lost, at('2026-07-13', '02:05'), 'lost');
  openDispute(scene, invoiceOf(year.customer('cedar', 0), 9), at('2026-12-03', '04:44'));
}

function customersLeaveAndReturn(year: SampleYear): void {
  const { scene } = year;
  churn(scene, year.customer('larch', 0).customer, at('2026-10-02', '08:00'), 'moved to another vendor');
  const returning = year.customer('birch', 0).customer;
  churn(scene, returning, at('2026-08-20', '08:00'), 'budget freeze');
  activate(scene, returning, at('2026-10-26', '08:00'));
  voidActivation(
    scene,
    year.customer('birch', 2).customer,
    at('2026-07-10', '16:45'),
    'test account of the same company',
  );
}

function partnersFallAndRise(year: SampleYear): void {
  const { scene } = year;
  changeStanding(
    scene,
    year.partner('juniper'),
    'partner.suspended',
    at('2026-08-10', '09:00'),
    'complaint about cold calls',
  );
  changeStanding(scene, year.partner('juniper'), 'partner.reinstated', at('2026-10-05', '09:00'), 'settled');
  changeStanding(
    scene,
    year.partner('larch'),
    'partner.terminated',
    at('2026-09-15', '17:30'),
    'company closed its doors',
  );
  changeStanding(
    scene,
    year.partner('spruce'),
    'partner.suspended',
    at('2026-12-09', '09:00'),
    'documents under review',
  );
}

function factsArriveLate(year: SampleYear): void {
  const { scene } = year;
  const late = year.customer('oak', 0);
  const paidAt = at('2026-08-28', '12:00');
  const lines = [{ line: '1', kind: 'usage', amount: 18_450, description: 'August, metered late' }];
  const invoice = sendInvoice(scene, {
    customer: late.customer,
    currency: 'USD',
    issuedAt: paidAt,
    paidAt: null,
    lines,
  });
  scene.history.plan('invoice.paid', paidAt, invoice.issued.data, { arrives: at('2026-09-17', '06:00') });
  refundAmount(scene, invoiceOf(year.customer('alder', 3), 1), at('2026-07-30', '10:00'), 9_900, {
    arrives: at('2026-08-14', '06:00'),
  });
  const beforeItsInvoice = invoiceOf(year.customer('spruce', 0), 3);
  refundAmount(scene, beforeItsInvoice, plusDays(beforeItsInvoice.issued.time, -1), 1_000);
}

function servicesMakeMistakes(year: SampleYear): void {
  const { scene } = year;
  const invoice = invoiceOf(year.customer('alder', 0), 1);
  if (invoice.paid !== null) {
    sendTwice(scene, invoice.paid);
    reportAgain(scene, invoice.paid, 1);
    reportAgain(scene, invoice.paid, 2, { currency: 'EUR' });
    sendOtherContentUnderItsId(scene, invoice.paid, { customer: 'cus-9999' });
  }
  const refund = refundAmount(scene, invoiceOf(year.customer('oak', 0), 0), at('2026-06-30', '13:13'), 5_490);
  sendTwice(scene, refund);
  reportAgain(scene, refund, 1, { amount: 54_900 });
  for (const won of [year.customer('birch', 0), year.customer('cedar', 1), year.customer('spruce', 0)])
    sendTwice(scene, won.signedUp);
  writePercentAsWholeNumber(scene, 'birch', at('2026-03-05', '10:00'));
  writeAmountWithDecimals(scene, 'cus-1001', at('2026-04-08', '06:00'));
  writeLocalTime(scene, 'cus-1006', '2026-04-09', at('2026-04-09', '07:30'));
  forgetTheCustomer(scene, at('2026-05-12', '06:00'));
  sendUnknownType(scene, 'cus-1002', at('2026-06-18', '06:00'));
  suspendAStranger(scene, at('2026-07-01', '15:00'));
  takeACodeInUse(scene, 'birch', year.partner('alder').code, at('2026-04-02', '10:00'));
  sendWhatTheTermsHaveNoUseFor(
    scene,
    'partner.tier_set',
    { partner: 'alder', tier: 'gold' },
    at('2026-06-09', '10:00'),
  );
  sendWhatTheTermsHaveNoUseFor(
    scene,
    'partner.enrolled',
    { partner: 'walk-in', type: 'partner' },
    at('2026-08-06', '10:00'),
  );
  sendWhatTheTermsHaveNoUseFor(
    scene,
    'partner.payout_method_set',
    { partner: 'alder', rail: 'paypal', account: 'alder@pay.example' },
    at('2026-08-07', '10:00'),
  );
  closePeriod(scene, '2026-03', at('2026-05-07', '09:00'));
  closePeriod(scene, '2026-12', at('2026-12-30', '18:00'));
}
