import request from 'supertest';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { FORMULA, testEvent, twoPrograms } from '@ledger/service-kit/testing/two-programs';
import { CommissionModule } from '../commission.module';

describe('what came and does not fit, and closed months', () => {
  let service: StartedService;

  beforeAll(async () => {
    service = await startService([CommissionModule], { withoutRuntime: true });
    await service.feed([...twoPrograms(), ...misfits()]);
    // What comes later ends the waiting of what came earlier, and the other way round.
    await service.feed(mended());
  });

  afterAll(() => service.stop());

  const plixo = (time: string, type: string, data: object, id?: string) => testEvent('plixo', time, type, data, id);
  const reseller = (time: string, type: string, data: object) => testEvent('reseller', time, type, data);
  const invoice = (name: string) => ({
    invoice: name,
    customer: 'a',
    currency: 'USD',
    lines: [{ line: 'l1', kind: 'subscription', amount: 1_000 }],
  });

  const misfits = () => [
    plixo(
      '2026-03-02',
      'payment.refunded',
      { refund: 'lost refund', invoice: FORMULA.replace('x', 'y'), amount: 5 },
      'e1',
    ),
    plixo('2026-03-03', 'payment.refunded', { refund: 'early refund', invoice: 'late', amount: 5 }, 'e2'),
    plixo('2026-03-03', 'payment.refunded', { refund: 'failed refund', invoice: 'never', amount: 5 }, 'e3'),
    plixo('2026-03-03', 'payment.refund_failed', { refund: 'failed before' }, 'e4'),
    plixo('2026-03-04', 'dispute.opened', { dispute: 'lost dispute', invoice: 'never' }, 'e5'),
    plixo('2026-03-04', 'invoice.voided', { invoice: 'unheard of' }, 'e6'),
    plixo('2026-03-05', 'invoice.voided', { invoice: 'j1' }, 'e7'),
    plixo(
      '2026-03-06',
      'payment.refunded',
      { refund: 'r of j1', invoice: 'j1', lines: [{ line: 'none', amount: 5 }] },
      'e8',
    ),
    reseller('2026-03-06', 'dispute.opened', { dispute: 'of another program', invoice: 'never' }),
    plixo('2026-03-07', 'period.closed', { period: '2026-01', by: 'dana' }, 'close 1'),
    plixo('2026-03-08', 'period.closed', { period: '2026-02' }, 'close 2'),
    plixo('2026-03-09', 'period.closed', { period: '2026-01' }, 'close again'),
  ];

  const mended = () => [
    plixo('2026-03-10', 'invoice.paid', invoice('late')),
    plixo('2026-03-10', 'payment.refund_failed', { refund: 'failed refund' }, 'e9'),
    plixo('2026-03-10', 'payment.refunded', { refund: 'failed before', invoice: 'never', amount: 5 }, 'e10'),
    plixo('2026-03-14', 'clock.advanced', {}),
  ];

  const get = (path: string, query: object = {}) =>
    request(service.url).get(`/v1/programs/plixo/${path}`).query(query).set('Authorization', service.finance);

  it('lists refunds, disputes and voids of invoices that never came, with their age, the oldest first', async () => {
    const { body } = await get('waiting-for-invoice');
    expect(body).toMatchObject({ program: 'plixo', asOf: '2026-03-14T12:00:00.000Z', next: null });
    expect(body.items.map(({ about }: { about: string }) => about)).toEqual([
      'lost refund',
      'lost dispute',
      'unheard of',
    ]);
    expect(body.items[1]).toEqual({
      type: 'dispute.opened',
      about: 'lost dispute',
      invoice: 'never',
      at: '2026-03-04T12:00:00.000Z',
      ageDays: 10,
      source: 'test',
      id: 'e5',
      seq: expect.any(Number),
    });
  });

  it('lists those of one type, page by page', async () => {
    expect((await get('waiting-for-invoice', { type: 'invoice.voided' })).body.items).toEqual([
      expect.objectContaining({ about: 'unheard of' }),
    ]);
    const first = (await get('waiting-for-invoice', { limit: 2 })).body;
    const second = (await get('waiting-for-invoice', { limit: 2, cursor: first.next })).body;
    expect(first.items).toHaveLength(2);
    expect(second.items).toEqual([expect.objectContaining({ about: 'unheard of' })]);
    expect(second.next).toBeNull();
    const { status, body } = await get('waiting-for-invoice', { type: 'invoice.paid' });
    expect([status, body.errors[0].field]).toEqual([400, 'type']);
  });

  it('gives them as CSV that no spreadsheet runs', async () => {
    const { text, headers } = await get('waiting-for-invoice.csv');
    expect(headers['content-disposition']).toBe('attachment; filename="plixo-waiting-for-invoice.csv"');
    const [heading, first] = text.split('\r\n');
    expect(heading).toBe('program,type,about,invoice,at,ageDays,source,id,seq');
    expect(first).toMatch(/^plixo,payment\.refunded,lost refund,"'=HYPERLINK/);
  });

  it('lists anomalies with their age, among them voids without effect', async () => {
    expect((await get('anomalies')).body.items).toEqual([
      {
        code: 'refund_unknown_line',
        detail: 'r of j1 none j1',
        invoice: 'j1',
        at: '2026-03-06T12:00:00.000Z',
        ageDays: 8,
      },
      {
        code: 'void_without_effect',
        detail: 'j1',
        invoice: 'j1',
        at: '2026-03-05T12:00:00.000Z',
        ageDays: 9,
      },
    ]);
    expect((await get('anomalies', { code: 'void_without_effect' })).body.items).toHaveLength(1);
    const { text } = await get('anomalies.csv', { code: 'void_without_effect' });
    expect(text.trimEnd().split('\r\n')).toEqual([
      'program,code,detail,invoice,at,ageDays',
      'plixo,void_without_effect,j1,j1,2026-03-05T12:00:00.000Z,9',
    ]);
  });

  it('lists the months that were closed, by whom and when', async () => {
    expect((await get('closed-months')).body.items).toEqual([
      { month: '2026-01', closedAt: '2026-03-07T12:00:00.000Z', by: 'dana', source: 'test', id: 'close 1' },
      { month: '2026-02', closedAt: '2026-03-08T12:00:00.000Z', by: null, source: 'test', id: 'close 2' },
    ]);
    const first = (await get('closed-months?limit=1')).body;
    const second = (await get(`closed-months?limit=1&cursor=${first.next}`)).body;
    const months = [first, second].map(({ items }) => items.map(({ month }: { month: string }) => month));
    expect([months, second.next]).toEqual([[['2026-01'], ['2026-02']], null]);
    const { text } = await get('closed-months.csv');
    expect(text.split('\r\n')[1]).toBe('plixo,2026-01,2026-03-07T12:00:00.000Z,dana,test,close 1');
  });

  it('shows the same in the views of ops', async () => {
    const waiting = await service.readModels.query(
      `SELECT about, age_days::int FROM ops.waiting_for_invoice WHERE program = 'plixo' ORDER BY at, seq`,
    );
    expect(waiting).toEqual([
      { about: 'lost refund', age_days: 12 },
      { about: 'lost dispute', age_days: 10 },
      { about: 'unheard of', age_days: 10 },
    ]);
    const months = await service.readModels.query('SELECT month, closed_by FROM ops.closed_months ORDER BY seq');
    expect(months).toEqual([
      { month: '2026-01', closed_by: expect.stringMatching(/^person-[0-9a-f]{32}$/) },
      { month: '2026-02', closed_by: null },
    ]);
  });
});
