import { accepts, detailOf, line, read } from '../../test/support/read-test-event';
import { readEnvelope } from './read-envelope';
import { readEvent } from './read-event';

const invoice = (...lines: unknown[]) => ({ invoice: 'i', customer: 'a', currency: 'USD', lines });
const refund = (...lines: unknown[]) => ({ refund: 'r', invoice: 'i', lines });

describe('type', () => {
  it.each(['customer.exploded', 'Customer.Activated', 'toString', '__proto__'])('does not know %s', (type) => {
    expect(read(type, {})).toEqual({ ok: false, code: 'unknown_type', path: 'type', detail: type });
  });

  it('comes before the schema', () => {
    expect(read('customer.exploded', { lines: [] })).toHaveProperty('code', 'unknown_type');
  });
});

describe('event', () => {
  it('carries header, type and the data as it came, further fields at any depth included', () => {
    const data = { ...invoice({ ...line, sku: 'A-1' }), note: { by: 'x' } };
    expect(read('invoice.paid', data)).toEqual({
      ok: true,
      event: {
        id: 'e1',
        source: 'case',
        time: Date.UTC(2026, 0, 10, 10),
        program: 'plixo',
        type: 'invoice.paid',
        data,
      },
    });
  });

  it('carries the `clock` that came with it, and none where none came', () => {
    const header = { specversion: '1.0', id: 'e1', source: 'case', type: 'customer.activated', program: 'plixo' };
    const time = '2026-01-10T10:00:00Z';
    const withClock = readEnvelope({ ...header, time, clock: '2026-01-10T10:01:00Z', data: { customer: 'a' } });
    if (!withClock.ok) throw new Error(withClock.detail);
    expect(readEvent(withClock)).toHaveProperty('event.clock', Date.UTC(2026, 0, 10, 10, 1));
    expect(read('customer.activated', { customer: 'a' })).not.toHaveProperty('event.clock');
  });

  it('refuses an empty text where without it the event says nothing', () => {
    const override = { customer: 'a', credits: [], by: 'x', evidence: '' };
    expect(detailOf('attribution.overridden', override)).toBe("data.evidence: ''");
    expect(detailOf('customer.activation_voided', { customer: 'a', reason: '' })).toBe("data.reason: ''");
  });

  it('tells the first field that is wrong in the order of the contract, and rules over fields last', () => {
    expect(detailOf('invoice.paid', { ...invoice({ ...line, kind: 'gift', amount: -1 }), currency: 'usd' })).toBe(
      "data.currency: 'usd'",
    );
    expect(detailOf('payment.refunded', { refund: 'r', invoice: 'i', amount: -1, lines: [] })).toBe('data.amount: -1');
  });
});

describe('ids', () => {
  it.each(['x', ' ', 'x'.repeat(128), '🙂'.repeat(128), 'ü'.repeat(128)])('takes %j', (customer) => {
    accepts('customer.activated', { customer });
  });

  it.each([
    [{}, 'data.customer: missing'],
    [{ customer: '' }, "data.customer: ''"],
    [{ customer: 'a'.repeat(129) }, `data.customer: '${'a'.repeat(64)}…'`],
    [{ customer: '🙂'.repeat(129) }, `data.customer: '${'🙂'.repeat(64)}…'`],
    [{ customer: 4711 }, 'data.customer: 4711'],
    [{ customer: null }, 'data.customer: null'],
    [{ customer: 'a\u0000' }, "data.customer: 'a\\u0000'"],
    [{ customer: '\udc00a' }, "data.customer: '\\udc00a'"],
  ])('refuses %j', (data, detail) => {
    expect(detailOf('customer.activated', data)).toBe(detail);
  });

  it('shows no more than 64 characters of what it refuses', () => {
    expect(detailOf('customer.activated', { customer: 'a'.repeat(5000) })).toBe(`data.customer: '${'a'.repeat(64)}…'`);
  });
});

describe('amounts', () => {
  it.each([0, 1, 9007199254740991])('takes %d', (amount) => {
    accepts('invoice.paid', invoice({ ...line, amount }));
    accepts('payment.refunded', { refund: 'r', invoice: 'i', amount });
    accepts('contract.signed', { customer: 'a', value: amount });
  });

  it.each([
    [9007199254740992, '9007199254740992'],
    [-9007199254740992, '-9007199254740992'],
    [0.5, '0.5'],
    [1e300, '1e+300'],
    ['100', "'100'"],
    [null, 'null'],
    [undefined, 'missing'],
  ])('refuses %p', (amount, shown) => {
    expect(detailOf('invoice.paid', invoice({ ...line, amount }))).toBe(`data.lines[0].amount: ${shown}`);
    expect(detailOf('payment.refunded', refund({ line: 'l1', amount }))).toBe(`data.lines[0].amount: ${shown}`);
  });

  it('may be negative in an invoice and an adjustment, and nowhere else', () => {
    accepts('invoice.paid', invoice({ ...line, amount: -9007199254740991 }));
    const adjusted = { adjustment: 'a', partner: 'p', currency: 'EUR', by: 'x', reason: 'y' };
    accepts('adjustment.posted', { ...adjusted, amount: -1 });
    expect(detailOf('adjustment.posted', { ...adjusted, amount: 0 })).toBe('data.amount: 0');
    const negative = { refund: 'r', invoice: 'i', amount: -1 };
    expect(detailOf('payment.refunded', negative)).toBe('data.amount: -1');
    expect(detailOf('dispute.opened', { dispute: 'd', invoice: 'i', amount: -1 })).toBe('data.amount: -1');
    expect(detailOf('payout.settled', { payout: 'po-1', fee: -1 })).toBe('data.fee: -1');
    const owed = { partner: 'p', currency: 'EUR', by: 'x', reason: 'y' };
    expect(detailOf('balance.written_off', { ...owed, amount: 0 })).toBe('data.amount: 0');
  });
});

describe('rates', () => {
  const rateSet = (rate: unknown) => ({ partner: 'p', rate, by: 'x' });

  it.each(['0', '1', '0.20', '0.225', '1.0', '1.000', '0.0', '00.5', '01'])('takes %j', (rate) => {
    accepts('partner.rate_set', rateSet(rate));
  });

  it.each(['20', '1.01', '1.0001', '-0.1', '+0.1', '2e-1', '.5', '0.', '', ' 0.2', '0.2\n', '0,2', '20%'])(
    'refuses %j',
    (rate) => {
      expect(detailOf('partner.rate_set', rateSet(rate))).toMatch(/^data\.rate: '/);
    },
  );

  it('refuses a number: a rate is a string', () => {
    expect(detailOf('partner.rate_set', rateSet(0.2))).toBe('data.rate: 0.2');
  });
});

describe('currencies, dates, months and times', () => {
  it.each(['usd', 'US', 'USDT', 'U5D', '', 'USD\n', 'ÜSD'])('refuses the currency %j', (currency) => {
    expect(detailOf('invoice.paid', { ...invoice(line), currency })).toMatch(/^data\.currency: '/);
  });

  it.each(['2028-02-29', '2000-02-29', '2026-12-31'])('takes the date %s', (until) => {
    accepts('partner.activity_locked', { partner: 'p', until, by: 'x' });
  });

  it.each([
    '2026-02-29',
    '2100-02-29',
    '2026-02-30',
    '2026-04-31',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '20260101',
    '2026-01-01Z',
    '',
  ])('refuses the date %j', (until) => {
    expect(detailOf('partner.activity_locked', { partner: 'p', until, by: 'x' })).toBe(`data.until: '${until}'`);
  });

  it.each(['2026-01', '2026-12'])('takes the month %s', (month) => accepts('period.closed', { period: month }));

  it.each(['2026-00', '2026-13', '2026-1', '2026', '2026-01-01', '26-01'])('refuses the month %j', (month) => {
    expect(detailOf('period.closed', { period: month })).toBe(`data.period: '${month}'`);
  });

  it.each(['2026-01-01T10:00:00+02:00', '2026-01-01', '2026-02-30T10:00:00Z', '2026-01-01T10:00:00.1234567890Z'])(
    'refuses the time %j',
    (firstContactAt) => {
      const deal = { deal: 'd', partner: 'p', customer: 'a', firstContactAt, relationship: 'current' };
      expect(detailOf('deal.registered', deal)).toBe(`data.firstContactAt: '${firstContactAt}'`);
    },
  );
});
