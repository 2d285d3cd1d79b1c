import type { MinorUnits } from '@tools/histories/ledger-event-json';
import { at, plusMinutes } from '@tools/histories/times';
import { apply, applyAndGetApproved, approve, askForMoreInformation, enrol, reject } from '../behaviours/applications';
import { setUpService, taxOn, together, usageBetween, type Plan } from '../behaviours/invoices';
import { createLink } from '../behaviours/links-and-clicks';
import { closePeriods, endTheYear } from '../behaviours/month-end';
import { setPayoutMethod } from '../behaviours/payout-setup';
import type { SampleYear } from '../sample-year';
import { odoopbxTroubles } from './odoopbx-troubles';

/** A year of the telephone system's program: reviewed partners at 20 %, self-serve referrals at 10 % for a year, in euros. */
export function odoopbxYear(year: SampleYear): void {
  reviewPartners(year);
  enrolReferrals(year);
  linkInstallations(year);
  odoopbxTroubles(year);
  closePeriods(year.scene, '2026-01', '2026-09', 8);
  endTheYear(year.scene);
}

const REVIEWED = [
  { name: 'vega', appliedOn: '2026-01-05', rail: 'paypal' },
  { name: 'rigel', appliedOn: '2026-01-12', rail: 'paypal', question: 'Who answers the phone at weekends?' },
  { name: 'altair', appliedOn: '2026-02-03', rail: null },
  { name: 'deneb', appliedOn: '2026-03-10', rail: 'manual' },
  { name: 'capella', appliedOn: '2026-04-14', rail: 'paypal' },
] as const;

function reviewPartners(year: SampleYear): void {
  const { scene } = year;
  for (const row of REVIEWED) {
    const who = year.introduce(row.name, 'partner');
    const approvedAt = applyAndGetApproved(scene, who, row);
    createLink(scene, who, plusMinutes(approvedAt, 10), who.code, 'directory');
    if (row.rail !== null) setPayoutMethod(scene, who, plusMinutes(approvedAt, 25), row.rail);
  }
  const sirius = year.introduce('sirius', 'partner');
  apply(scene, sirius, at('2026-05-04', '10:30'));
  reject(scene, sirius, at('2026-05-06', '15:10'), 'No installation of its own yet.');
  createLink(scene, sirius, at('2026-05-07', '09:00'), sirius.code, 'directory');
  const antares = year.introduce('antares', 'partner');
  apply(scene, antares, at('2026-12-10', '09:05'));
  askForMoreInformation(scene, antares, at('2026-12-14', '12:00'), 'Please add two references.');
}

const ENROLLED = [
  { name: 'mira', enrolledOn: '2026-01-08', rail: 'paypal' },
  { name: 'spica', enrolledOn: '2026-02-19', rail: 'paypal' },
  { name: 'polaris', enrolledOn: '2026-03-02', rail: null },
  { name: 'bellatrix', enrolledOn: '2026-04-27', rail: 'paypal' },
  { name: 'castor', enrolledOn: '2026-06-15', rail: null },
] as const;

function enrolReferrals(year: SampleYear): void {
  const { scene } = year;
  for (const row of ENROLLED) {
    const who = year.introduce(row.name, 'referral');
    const enrolledAt = scene.on(row.enrolledOn);
    enrol(scene, who, enrolledAt);
    createLink(scene, who, plusMinutes(enrolledAt, 5), who.code, 'share-link');
    if (row.rail !== null) setPayoutMethod(scene, who, plusMinutes(enrolledAt, 12), row.rail);
  }
  const spica = { ...year.partner('spica'), type: 'partner' };
  apply(scene, spica, at('2026-07-13', '10:00'));
  approve(scene, spica, at('2026-07-16', '14:20'));
}

/** A subscription by the number of extensions, with calls on top and VAT that earns nothing. */
function extensions(
  year: SampleYear,
  priceMinor: MinorUnits,
  callsUpToMinor: MinorUnits,
): Omit<Plan, 'customer' | 'startsOn'> {
  const furtherLines = together(
    usageBetween(year.scene, 0, callsUpToMinor),
    taxOn(priceMinor, 22),
    setUpService(4_900),
  );
  return { currency: 'EUR', interval: 'month', periods: 12, priceMinor, furtherLines, paysAfterDays: [0, 14] };
}

function linkInstallations(year: SampleYear): void {
  const yearly = {
    currency: 'EUR',
    interval: 'year',
    periods: 1,
    priceMinor: 118_800,
    paysAfterDays: [7, 21],
  } as const;
  year.win('vega', { signedUpOn: '2026-01-14', plan: extensions(year, 24_900, 6_000) });
  year.win('vega', { signedUpOn: '2026-02-10', plan: extensions(year, 59_900, 15_000) });
  year.win('vega', { signedUpOn: '2026-05-20', clickedDaysBefore: 3, plan: yearly });
  year.win('vega', { signedUpOn: '2026-09-08', plan: extensions(year, 14_900, 2_000) });
  year.win('rigel', { signedUpOn: '2026-02-02', plan: extensions(year, 39_900, 9_000) });
  year.win('rigel', { signedUpOn: '2026-04-21', plan: { ...yearly, priceMinor: 297_600 } });
  year.win('rigel', { signedUpOn: '2026-08-11', plan: extensions(year, 9_900, 3_000) });
  year.win('altair', { signedUpOn: '2026-02-24', plan: extensions(year, 19_900, 4_000) });
  year.win('altair', { signedUpOn: '2026-06-09', plan: extensions(year, 29_900, 5_000) });
  year.win('deneb', { signedUpOn: '2026-03-24', plan: extensions(year, 34_900, 8_000) });
  year.win('capella', { signedUpOn: '2026-05-05', plan: extensions(year, 22_900, 1_000) });
  year.win('mira', { signedUpOn: '2026-01-20', clickedDaysBefore: 9, plan: extensions(year, 12_900, 2_500) });
  year.win('mira', { signedUpOn: '2026-03-17', plan: extensions(year, 17_900, 2_500) });
  year.win('spica', { signedUpOn: '2026-03-03', plan: extensions(year, 27_900, 3_500) });
  year.win('spica', { signedUpOn: '2026-08-25', plan: extensions(year, 21_900, 3_500) });
  year.win('polaris', { signedUpOn: '2026-03-31', plan: extensions(year, 15_900, 1_500) });
  year.win('bellatrix', { signedUpOn: '2026-05-12', plan: { ...extensions(year, 5_900, 900), periods: 6 } });
  year.win('castor', { signedUpOn: '2026-07-07', activatedAfterDays: null, plan: extensions(year, 18_900, 1_500) });
}
