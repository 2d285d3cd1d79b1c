import type { EventData } from '../ledger-event-json';
import { formatInstant } from '@ledger/kernel/instant';
import { earningType } from './claim-and-earn';
import { inEveryProgram, type Scenario } from './scenario';
import type { World } from './world';

const LINE = { line: 'l1', kind: 'subscription', amount: 100 };
const INVOICE = { invoice: 'malformed', customer: 'somebody', currency: 'USD', lines: [LINE] };

/** Every field that can be wrong in itself: `schema_invalid`, and a type that nobody knows: `unknown_type`. */
export const MISTAKES_IN_FORM: readonly Scenario[] = [
  { shows: 'unknown_type', lastsDays: 3, possibleIn: inEveryProgram, play: sendUnknownTypes },
  { shows: 'schema_invalid: invoices', lastsDays: 3, possibleIn: inEveryProgram, play: malformInvoices },
  { shows: 'schema_invalid: other events', lastsDays: 3, possibleIn: inEveryProgram, play: malformOthers },
  { shows: 'schema_invalid: times', lastsDays: 3, possibleIn: inEveryProgram, play: malformTimes },
  { shows: 'the largest amount there is', lastsDays: 3, possibleIn: inEveryProgram, play: sendTheLargestAmount },
];

function sendUnknownTypes(world: World): void {
  for (const type of ['customer.teleported', 'invoice.Paid', 'constructor', ''])
    world.plan(type, world.day(1), { customer: 'x' });
}

function malformInvoices(world: World): void {
  const wrongLines: unknown[] = [
    [],
    [LINE, LINE],
    [{ ...LINE, amount: -1 }],
    [{ ...LINE, amount: 0.5 }],
    [{ ...LINE, amount: '100' }],
    [{ ...LINE, amount: 2 ** 53 }],
    [{ ...LINE, kind: 'gift' }],
    [{ ...LINE, interval: 'week' }],
    [{ ...LINE, periodStart: '2026-01-01' }],
    [{ ...LINE, periodStart: '2026-02-01', periodEnd: '2026-02-01' }],
    [{ ...LINE, periodStart: '2026-02-01', periodEnd: '2026-02-30' }],
  ];
  const wrong: EventData[] = [
    ...wrongLines.map((lines) => ({ ...INVOICE, lines })),
    { ...INVOICE, customer: '' },
    { ...INVOICE, customer: 'a'.repeat(129) },
    { ...INVOICE, currency: 'usd' },
    { ...INVOICE, invoice: null },
  ];
  for (const data of wrong) world.plan(earningType(world.terms), world.day(1), data);
}

function malformOthers(world: World): void {
  const wrong: [string, EventData][] = [
    ['payment.refunded', { refund: 'r', invoice: 'i' }],
    ['payment.refunded', { refund: 'r', invoice: 'i', amount: 1, lines: [{ line: 'l1', amount: 1 }] }],
    [
      'payment.refunded',
      {
        refund: 'r',
        invoice: 'i',
        lines: [
          { line: 'l1', amount: 1 },
          { line: 'l1', amount: 2 },
        ],
      },
    ],
    ['partner.rate_set', { partner: 'p', rate: '20', by: 'staff' }],
    ['partner.rate_set', { partner: 'p', rate: 0.2, by: 'staff' }],
    ['partner.rate_set', { partner: 'p', rate: '-0.1', by: 'staff' }],
    ['referral.submitted', { referral: 'r', partner: 'p' }],
    [
      'deal.registered',
      { deal: 'd', partner: 'p', firstContactAt: '2026-01-01', relationship: 'current', company: 'c' },
    ],
    ['lead.matched', { customer: 'c', by: 'staff' }],
    ['lead.matched', { referral: 'r', deal: 'd', customer: 'c', by: 'staff' }],
    [
      'attribution.overridden',
      { customer: 'c', credits: [{ partner: 'p', role: 'sourced', weight: 0 }], by: 's', evidence: 'e' },
    ],
    ['attribution.overridden', { customer: 'c', credits: [{ partner: 'p', role: 'owner' }], by: 's', evidence: 'e' }],
    [
      'attribution.overridden',
      {
        customer: 'c',
        credits: [
          { partner: 'p', role: 'sourced' },
          { partner: 'p', role: 'sourced' },
        ],
        by: 's',
        evidence: 'e',
      },
    ],
    ['partner.payout_method_set', { partner: 'p', rail: 'cheque', account: 'a' }],
    ['partner.payout_method_set', { partner: 'p', rail: 'stripe' }],
    ['partner.tax_form_recorded', { partner: 'p', form: 'W-7', signedOn: '2026-01-01' }],
    ['lead.contacted_by_sales', { customer: 'c', engagement: 'keen' }],
    ['period.closed', { period: '2026-13' }],
    ['customer.activation_voided', { customer: 'c' }],
  ];
  for (const [type, data] of wrong) world.plan(type, world.day(1), data);
}

function malformTimes(world: World): void {
  const time = formatInstant(world.day(1));
  const others = [
    'yesterday',
    time.replace('Z', '+01:00'),
    time.replace('Z', '5Z'),
    time.replace('T', ' '),
    time.slice(0, 10),
  ];
  for (const text of others) world.history.planWithTime('customer.churned', text, { customer: 'c' }, world.day(1));
}

function sendTheLargestAmount(world: World): void {
  const lines = [{ ...LINE, amount: Number.MAX_SAFE_INTEGER }];
  world.plan(earningType(world.terms), world.day(1), { ...INVOICE, invoice: world.name('largest'), lines });
}
