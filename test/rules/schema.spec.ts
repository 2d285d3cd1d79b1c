import {
  fact,
  issued,
  lead,
  matched,
  overridden,
  paid,
  refunded,
  sourced,
  taxForm,
  wrongFact,
  type Told,
} from './facts';
import { given } from './given';

const says = (told: Told) => given('plixo', told).verdict();
const line = { line: 'l', kind: 'subscription' as const, amount: 1 };
const period = (periodStart?: string, periodEnd?: string) =>
  wrongFact('invoice.paid', '2025-01-01', {
    invoice: 'i',
    customer: 'a',
    currency: 'USD',
    lines: [
      {
        ...line,
        ...(periodStart === undefined ? {} : { periodStart }),
        ...(periodEnd === undefined ? {} : { periodEnd }),
      },
    ],
  });

describe('what does not fit its schema is rejected with the path of the field', () => {
  it.each([
    ['R-SCH-01: an invoice without lines', paid('i', 'a', '2025-01-01', []), 'data.lines'],
    ['R-SCH-02: a line id twice', paid('i', 'a', '2025-01-01', [line, line]), 'data.lines[1].line'],
    ['R-SCH-03: half a service period', period('2025-01-01'), 'data.lines[0].periodEnd'],
    ['R-SCH-03: the other half', period(undefined, '2025-01-01'), 'data.lines[0].periodStart'],
    ['R-SCH-04: a period that ends when it starts', period('2025-01-01', '2025-01-01'), 'data.lines[0].periodEnd'],
    ['R-SCH-05: a date that does not exist', period('2025-02-29', '2025-03-01'), 'data.lines[0].periodStart'],
    ['R-SCH-06: a negative amount where none is meant', refunded('r', 'i', '2025-01-01', -1), 'data.amount'],
    ['R-SCH-07: half a minor unit', paid('i', 'a', '2025-01-01', [{ amount: 0.5 }]), 'data.lines[0].amount'],
    [
      'R-SCH-08: a rate of 20, meant as 20 %',
      fact('partner.rate_set', '2025-01-01', { partner: 'p', rate: '20', by: 'x' }),
      'data.rate',
    ],
    ['R-SCH-09: a currency of small letters', issued('i', 'a', '2025-01-01', 1, 'usd'), 'data.currency'],
    ['R-SCH-10: an empty id', paid('', 'a', '2025-01-01', 1), 'data.invoice'],
    ['R-SCH-10: an id of 129 characters', paid('x'.repeat(129), 'a', '2025-01-01', 1), 'data.invoice'],
    [
      'R-SCH-11: an unknown tax form',
      wrongFact('partner.tax_form_recorded', '2025-01-01', { partner: 'p', form: 'W-7', signedOn: '2025-01-01' }),
      'data.form',
    ],
    [
      'R-SCH-12: the same partner credited twice',
      overridden('a', '2025-01-01', [sourced('p'), sourced('p')]),
      'data.credits[1].partner',
    ],
    [
      'R-SCH-13: a line twice in one refund',
      wrongFact('payment.refunded', '2025-01-01', {
        refund: 'r',
        invoice: 'i',
        lines: [
          { line: 'l', amount: 1 },
          { line: 'l', amount: 1 },
        ],
      }),
      'data.lines[1].line',
    ],
  ])('%s', (_, told, path) => {
    const verdict = says(told);
    expect(verdict.slice(0, `schema_invalid: ${path}`.length)).toBe(`schema_invalid: ${path}`);
  });

  it.each([
    [
      'R-SCH-14: a refund of neither an amount nor lines',
      wrongFact('payment.refunded', '2025-01-01', { refund: 'r', invoice: 'i' }),
    ],
    [
      'R-SCH-14: a refund of both',
      wrongFact('payment.refunded', '2025-01-01', {
        refund: 'r',
        invoice: 'i',
        amount: 1,
        lines: [{ line: 'l', amount: 1 }],
      }),
    ],
    ['R-SCH-15: a lead that names neither customer nor e-mail', lead('r', 'p', '2025-01-01', {})],
    ['R-SCH-16: a match of both a lead and a deal', matched({ referral: 'r', deal: 'd' }, 'a', '2025-01-01')],
    ['R-SCH-16: a match of neither', matched({}, 'a', '2025-01-01')],
    ['R-SCH-17: a time of another offset', { ...refunded('r', 'i', '2025-01-01', 1), at: '2025-01-01T00:00:00+01:00' }],
    ['R-SCH-18: a clock that is no time', { ...refunded('r', 'i', '2025-01-01', 1), clock: 'noon sharp today' }],
  ])('%s', (_, told) => {
    expect(says(told)).toMatch(/^schema_invalid: /);
  });

  it('R-SCH-19: further fields are allowed', () => {
    const told = taxForm('p', '2025-01-01', 'W-9', '2025-01-01');
    const withPartner = given('plixo', fact('partner.applied', '2025-01-01', { partner: 'p', type: 'partner' }));
    expect(withPartner.when({ ...told, data: { ...told.data, note: 'more' } }).verdict()).toBe('accepted');
  });
});
