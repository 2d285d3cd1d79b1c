import { plusDays } from '@ledger/kernel/instant';
import { at } from '@tools/histories/times';
import { invoiceOf, sell } from '../behaviours/customer-lifecycle';
import { sendInvoice, voidInvoice } from '../behaviours/invoices';
import { matchLead, submitLead } from '../behaviours/leads';
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
import { churn, voidActivation } from '../behaviours/sign-ups';
import { changeStanding, overrideAttribution, setRate } from '../behaviours/standing';
import type { SampleYear } from '../sample-year';

/** Agreements, claims, money that goes back, and what the services report wrongly. */
export function resellerTroubles(year: SampleYear): void {
  agreementsWithSingleResellers(year);
  leadsAndOverrides(year);
  moneyGoesBack(year);
  partnersFallAndRise(year);
  factsArriveLate(year);
  servicesMakeMistakes(year);
}

function agreementsWithSingleResellers(year: SampleYear): void {
  const { scene } = year;
  setRate(scene, year.partner('tagus'), '0.25', at('2026-05-01', '09:00'), 'agreed for the Iberian roll-out');
  setRate(scene, year.partner('douro'), '0.175', at('2026-09-01', '09:00'), 'support is done by us');
  const activeUntil = { partner: 'loire', until: '2027-06-30', by: 'channel-lead' };
  scene.history.plan('partner.activity_locked', at('2026-11-30', '12:00'), activeUntil);
}

function leadsAndOverrides(year: SampleYear): void {
  const { scene } = year;
  const plan = { currency: 'USD', kind: 'platform_fee', interval: 'month', periods: 12, priceMinor: 12_900 } as const;
  const byEmail = scene.directory.customer();
  submitLead(scene, year.partner('rhine'), at('2026-05-11', '10:00'), {
    email: byEmail.email,
    company: byEmail.company,
  });
  submitLead(scene, year.partner('tiber'), at('2026-05-13', '10:00'), {
    customer: byEmail.customer,
    company: byEmail.company,
  });
  year.remember('rhine', sell(scene, { signedUpOn: '2026-05-19', plan }, byEmail));
  const matched = scene.directory.customer();
  const lead = submitLead(scene, year.partner('elbe'), at('2026-06-22', '08:30'), {
    email: 'reception@old-quay.example',
  });
  year.remember('elbe', sell(scene, { signedUpOn: '2026-07-02', plan }, matched));
  matchLead(scene, { referral: lead }, matched.customer, at('2026-07-29', '15:00'));
  const disputed = year.win('vistula', { signedUpOn: '2026-06-25', plan });
  const shares = [
    { partner: 'vistula', role: 'sourced', weight: 3 },
    { partner: 'loire', role: 'sourced', weight: 2 },
  ] as const;
  overrideAttribution(
    scene,
    disputed.customer,
    shares,
    at('2026-09-16', '11:40'),
    'ticket 8812: both were in the pitch',
  );
  year.win('ebro', { signedUpOn: '2026-04-14', plan: { ...plan, periods: 3 } });
  const tiber = year.partner('tiber');
  const itself = { ...scene.directory.customer(), name: tiber.name, email: tiber.email, company: tiber.company };
  year.win('tiber', { signedUpOn: '2026-07-07', plan: { ...plan, periods: 3 } }, itself);
}

function moneyGoesBack(year: SampleYear): void {
  const { scene } = year;
  voidInvoice(scene, invoiceOf(year.customer('danube', 1), 2), at('2026-05-11', '09:30'));
  voidInvoice(scene, invoiceOf(year.customer('tagus', 1), 1), at('2026-08-27', '09:30'));
  refundLines(scene, invoiceOf(year.customer('rhine', 1), 1), at('2026-05-08', '10:10'), { '1': 19_900 });
  refundAmount(scene, invoiceOf(year.customer('elbe', 0), 3), at('2026-05-20', '10:10'), 3_333);
  refundAmount(scene, invoiceOf(year.customer('vistula', 0), 0), at('2026-04-02', '10:10'), 99_900);
  for (const period of [0, 1, 2]) {
    refundAll(scene, invoiceOf(year.customer('tiber', 0), period), at('2026-09-22', '16:00'));
  }
  const won = invoiceOf(year.customer('elbe', 0), 6);
  closeDispute(scene, openDispute(scene, won, at('2026-07-22', '03:00')), won, at('2026-08-25', '03:00'), 'won');
  const lost = invoiceOf(year.customer('loire', 0), 3);
  closeDispute(scene, openDispute(scene, lost, at('2026-05-27', '03:00')), lost, at('2026-07-01', '03:00'), 'lost');
  openDispute(scene, invoiceOf(year.customer('rhine', 1), 9), at('2026-12-30', '03:00'));
}

function partnersFallAndRise(year: SampleYear): void {
  const { scene } = year;
  changeStanding(
    scene,
    year.partner('vistula'),
    'partner.suspended',
    at('2026-04-20', '09:00'),
    'unpaid tenant invoices',
  );
  changeStanding(scene, year.partner('vistula'), 'partner.reinstated', at('2026-05-18', '09:00'), 'settled');
  changeStanding(scene, year.partner('douro'), 'partner.suspended', at('2026-11-09', '09:00'), 'under review');
  changeStanding(scene, year.partner('tiber'), 'partner.terminated', at('2026-10-01', '17:00'), 'sold to a competitor');
  churn(scene, year.customer('elbe', 1).customer, at('2026-09-30', '08:00'), 'project ended');
  voidActivation(scene, year.customer('rhine', 2).customer, at('2026-11-18', '10:00'), 'was a demo tenant');
}

function factsArriveLate(year: SampleYear): void {
  const { scene } = year;
  const { customer } = year.customer('rhine', 1);
  const billedAt = at('2026-06-26', '06:00');
  const lines = [{ line: '1', kind: 'overage', amount: 7_777, description: 'June, counted late' }];
  const late = sendInvoice(scene, { customer, currency: 'USD', issuedAt: billedAt, paidAt: null, lines });
  scene.history.plan('invoice.paid', plusDays(billedAt, 3), late.issued.data, { arrives: at('2026-07-20', '06:00') });
  const forgotten = {
    ...late.issued.data,
    invoice: 'inv-import-77',
    lines: [{ line: '1', kind: 'platform_fee', amount: 5_000 }],
  };
  scene.history.plan('invoice.issued', at('2026-03-31', '06:00'), forgotten, { arrives: at('2026-06-03', '06:00') });
  const early = invoiceOf(year.customer('loire', 1), 2);
  refundAmount(scene, early, plusDays(early.issued.time, -2), 1_490);
}

function servicesMakeMistakes(year: SampleYear): void {
  const { scene } = year;
  const { issued, paid } = invoiceOf(year.customer('danube', 0), 1);
  sendTwice(scene, issued);
  reportAgain(scene, issued, 1);
  reportAgain(scene, issued, 2, { currency: 'GBP' });
  sendOtherContentUnderItsId(scene, issued, { currency: 'CAD' });
  if (paid !== null) sendTwice(scene, paid);
  sendTwice(scene, year.customer('tagus', 0).signedUp);
  sendTwice(scene, year.customer('loire', 1).signedUp);
  const refund = refundAmount(scene, invoiceOf(year.customer('tagus', 0), 4), at('2026-07-14', '10:00'), 1_490);
  reportAgain(scene, refund, 1);
  reportAgain(scene, refund, 2, { amount: 14_900 });
  writePercentAsWholeNumber(scene, 'tagus', at('2026-04-28', '09:00'));
  writeAmountWithDecimals(scene, 'cus-1003', at('2026-05-05', '06:00'));
  writeLocalTime(scene, 'cus-1004', '2026-05-06', at('2026-05-06', '07:30'));
  forgetTheCustomer(scene, at('2026-06-16', '06:00'));
  sendUnknownType(scene, 'cus-1002', at('2026-06-17', '06:00'));
  suspendAStranger(scene, at('2026-07-08', '15:00'));
  takeACodeInUse(scene, 'rhine', year.partner('elbe').code, at('2026-02-09', '10:00'));
  sendWhatTheTermsHaveNoUseFor(scene, 'partner.tier_set', { partner: 'elbe', tier: 'gold' }, at('2026-06-09', '10:00'));
  sendWhatTheTermsHaveNoUseFor(scene, 'promotion.closed', { promotion: 'summer' }, at('2026-07-09', '10:00'));
  closePeriod(scene, '2026-02', at('2026-04-20', '17:00'));
  closePeriod(scene, '2026-09', at('2026-09-30', '17:00'));
}
