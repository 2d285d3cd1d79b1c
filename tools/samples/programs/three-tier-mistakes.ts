import { plusDays } from '@ledger/kernel/instant';
import { at } from '@tools/histories/times';
import { invoiceOf } from '../behaviours/customer-lifecycle';
import { protectAccount, registerDeal } from '../behaviours/deals';
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
import { refundAmount } from '../behaviours/refunds-and-disputes';
import { setRate, setTier } from '../behaviours/standing';
import type { SampleYear } from '../sample-year';

/** What the services and the staff report wrongly, and what the rules of the program refuse. */
export function threeTierMistakes(year: SampleYear): void {
  rulesRefuse(year);
  documentsAreReportedTwice(year);
  servicesMakeMistakes(year);
}

function rulesRefuse(year: SampleYear): void {
  const { scene } = year;
  setTier(scene, year.partner('wren'), 'integration', at('2026-05-06', '10:00'));
  setTier(scene, year.partner('heron'), 'platinum', at('2026-05-07', '10:00'));
  setRate(scene, year.partner('heron'), '0.30', at('2026-06-02', '10:00'), 'meant for solution partners');
  protectAccount(scene, year.partner('heron'), 'cus-1004', at('2026-06-03', '10:00'));
  registerDeal(scene, year.partner('kestrel'), at('2026-06-08', '10:00'), {
    company: 'Underhill Energy',
    daysSinceFirstContact: 21,
  });
}

function documentsAreReportedTwice(year: SampleYear): void {
  const { scene } = year;
  const { paid } = invoiceOf(year.customer('heron', 0), 1);
  if (paid !== null) {
    sendTwice(scene, paid);
    reportAgain(scene, paid, 1);
    reportAgain(scene, paid, 2, { currency: 'EUR' });
    sendOtherContentUnderItsId(scene, paid, { customer: 'cus-9999' });
  }
  sendTwice(scene, year.customer('osprey', 0).signedUp);
  sendTwice(scene, year.customer('wren', 1).signedUp);
  const refund = refundAmount(scene, invoiceOf(year.customer('wren', 1), 1), at('2026-06-11', '10:00'), 1_490);
  reportAgain(scene, refund, 1);
  reportAgain(scene, refund, 2, { amount: 14_900 });
  const lead = { referral: 'lead-777', partner: 'finch', email: 'post@quarry-lane-books.example' };
  const submitted = scene.history.plan('referral.submitted', at('2026-07-02', '10:00'), lead);
  reportAgain(scene, submitted, 1);
  reportAgain(scene, submitted, 2, { partner: 'wren' });
}

function servicesMakeMistakes(year: SampleYear): void {
  const { scene } = year;
  writePercentAsWholeNumber(scene, 'heron', at('2026-06-01', '08:30'));
  writeAmountWithDecimals(scene, 'cus-1003', at('2026-05-05', '06:00'));
  writeLocalTime(scene, 'cus-1004', '2026-05-06', at('2026-05-06', '07:30'));
  forgetTheCustomer(scene, at('2026-06-16', '06:00'));
  sendUnknownType(scene, 'cus-1002', at('2026-06-17', '06:00'));
  suspendAStranger(scene, at('2026-07-08', '15:00'));
  takeACodeInUse(scene, 'finch', year.partner('wren').code, at('2026-02-24', '10:00'));
  sendWhatTheTermsHaveNoUseFor(
    scene,
    'partner.revenue_share_opted_out',
    { partner: 'wren' },
    at('2026-06-09', '10:00'),
  );
  const approval = { partner: 'never-applied', by: 'partner-desk' };
  sendWhatTheTermsHaveNoUseFor(scene, 'partner.approved', approval, plusDays(at('2026-06-09', '10:00'), 1));
  closePeriod(scene, '2026-03', at('2026-05-22', '17:00'));
  closePeriod(scene, '2026-11', at('2026-11-30', '17:00'));
}
