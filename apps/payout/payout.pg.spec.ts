import request from 'supertest';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { twoPrograms } from '@ledger/service-kit/testing/two-programs';
import { PayoutModule } from './payout.module';

describe('payouts and balances', () => {
  let service: StartedService;

  beforeAll(async () => {
    service = await startService([PayoutModule], { withoutRuntime: true });
    await service.feed([...twoPrograms(), ...monthlyPayouts()]);
  });

  afterAll(() => service.stop());

  /** `reseller` pays on the 1st: three invoices, three payouts of p by hand. */
  function monthlyPayouts(): object[] {
    const event = (time: string, type: string, data: object) => ({
      specversion: '1.0',
      id: `${type} ${time}`,
      source: 'test',
      type,
      time: `${time}T00:00:00Z`,
      program: 'reseller',
      data,
    });
    const lines = [{ line: 'l1', kind: 'overage', amount: 1_000 }];
    return ['2026-02-05', '2026-03-05'].flatMap((day, index) => [
      event(day, 'invoice.issued', { invoice: `m${index}`, customer: 'a', currency: 'EUR', lines }),
      event(day.replace('05', '28'), 'clock.advanced', {}),
    ]);
  }

  const get = (path: string, query: object = {}) =>
    request(service.url).get(path).query(query).set('Authorization', service.finance);

  it("shows a program's payouts", async () => {
    const { body } = await get('/v1/programs/plixo/payouts');
    expect(body).toEqual({
      program: 'plixo',
      asOf: '2026-03-01T12:00:00.000Z',
      items: [
        {
          partner: 'p',
          currency: 'USD',
          at: '2026-02-10T00:00:00.000Z',
          rail: 'stripe',
          grossMinor: '10500',
          feeMinor: '51',
          withheldMinor: '0',
          netMinor: '10449',
          lines: 2,
          payout: 'po-1',
          state: 'paid',
          settledAt: '2026-02-10T00:00:00.000Z',
          reference: null,
        },
      ],
      next: null,
    });
  });

  it("shows a partner's payouts page by page", async () => {
    const path = '/v1/programs/reseller/partners/p/payouts';
    const first = (await get(path, { limit: 1 })).body;
    expect(first.items).toEqual([expect.objectContaining({ at: '2026-02-01T00:00:00.000Z', grossMinor: '4950' })]);
    const second = (await get(path, { limit: 1, cursor: first.next })).body;
    expect(second.items).toEqual([expect.objectContaining({ at: '2026-03-01T00:00:00.000Z', grossMinor: '500' })]);
    expect(second.next).toBeNull();
  });

  it('shows those of one currency', async () => {
    expect((await get('/v1/programs/reseller/payouts', { currency: 'USD' })).body.items).toEqual([]);
    expect((await get('/v1/programs/reseller/payouts', { currency: 'EUR' })).body.items).toHaveLength(2);
  });

  it.each([
    [{ state: 'paid' }, 2],
    [{ state: 'returned' }, 0],
    [{ month: '2026-02' }, 1],
    [{ partner: 'p' }, 2],
    [{ partner: 'q' }, 0],
  ])('shows those that are asked for: %j', async (query, count) => {
    expect((await get('/v1/programs/reseller/payouts', query)).body.items).toHaveLength(count);
  });

  it('refuses a state that there is not', async () => {
    const { status, body } = await get('/v1/programs/reseller/payouts', { state: 'gone' });
    expect([status, body.errors[0].field]).toEqual([400, 'state']);
  });

  it('gives all of them as CSV, of a program and of a partner', async () => {
    const heading =
      'program,partner,payout,at,rail,currency,gross (minor units),gross,fee (minor units),fee,withheld (minor units),' +
      'withheld,net (minor units),net,lines,state,settledAt,reference';
    const row =
      'plixo,p,po-1,2026-02-10T00:00:00.000Z,stripe,USD,10500,105.00,51,0.51,0,0.00,10449,104.49,2,paid,' +
      '2026-02-10T00:00:00.000Z,';
    const ofProgram = await get('/v1/programs/plixo/payouts.csv', { limit: 1 });
    expect(ofProgram.headers['content-disposition']).toBe('attachment; filename="plixo-payouts.csv"');
    expect(ofProgram.text).toBe(`${heading}\r\n${row}\r\n`);
    const ofPartner = await get('/v1/programs/plixo/partners/p/payouts').set('Accept', 'text/csv');
    expect(ofPartner.headers['content-disposition']).toBe('attachment; filename="plixo-p-payouts.csv"');
    expect(ofPartner.text).toBe(ofProgram.text);
  });

  it('shows none of another partner', async () => {
    expect((await get('/v1/programs/plixo/partners/q/payouts')).body.items).toEqual([]);
  });

  const untilSomebody = (reason: string, endedBy: string, amountMinor: string) => ({
    reason,
    amountMinor,
    endedBy,
    endsAt: null,
    endsFirstAt: null,
    missingMinor: null,
    since: null,
    expiredOn: null,
  });

  it('shows what a partner has in hold and payable in each currency, and why', async () => {
    const { body } = await get('/v1/programs/plixo/partners/p/balance');
    expect(body).toEqual({
      program: 'plixo',
      asOf: '2026-03-01T12:00:00.000Z',
      partner: 'p',
      failure: null,
      balances: [
        {
          currency: 'KWD',
          holdMinor: '1235',
          payableMinor: '0',
          inTransitMinor: '0',
          reasons: ['clearing'],
          waiting: [
            {
              reason: 'clearing',
              amountMinor: '1235',
              endedBy: 'time',
              missingMinor: null,
              endsAt: '2026-03-13T12:00:00.000Z',
              endsFirstAt: '2026-03-13T12:00:00.000Z',
              since: null,
              expiredOn: null,
            },
          ],
          nextPayout: {
            runAt: '2026-03-14T00:00:00.000Z',
            rail: 'stripe',
            needsApproval: false,
            grossMinor: '1235',
            feeMinor: '3',
            withheldMinor: '0',
            netMinor: '1232',
          },
        },
        {
          currency: 'USD',
          holdMinor: '0',
          payableMinor: '-4000',
          inTransitMinor: '0',
          reasons: ['negative_balance'],
          // 26 is the least of which the fee of 25 leaves something.
          waiting: [{ ...untilSomebody('negative_balance', 'earnings', '-4000'), missingMinor: '4026' }],
          nextPayout: null,
        },
      ],
    });
  });

  it('shows another partner its own reasons', async () => {
    const { body } = await get('/v1/programs/plixo/partners/q/balance');
    expect(body.balances).toEqual([
      {
        currency: 'USD',
        holdMinor: '0',
        payableMinor: '7000',
        inTransitMinor: '0',
        reasons: ['payout_method_missing', 'tax_form_missing'],
        waiting: [
          untilSomebody('payout_method_missing', 'partner', '7000'),
          untilSomebody('tax_form_missing', 'partner', '7000'),
        ],
        nextPayout: null,
      },
    ]);
  });

  it('tells finance the same of all partners as CSV, a row for each reason', async () => {
    const { text } = await get('/v1/programs/plixo/balances.csv');
    const [head = '', ...rows] = text.trim().split(/\r?\n/);
    expect(head.split(',').slice(0, 3)).toEqual(['program', 'partner', 'currency']);
    const cells = rows.map((row) => row.split(','));
    const reason = head.split(',').indexOf('reason');
    expect(cells.map((row) => [row[1], row[2], row[reason]])).toEqual([
      ['p', 'KWD', 'clearing'],
      ['p', 'USD', 'negative_balance'],
      ['q', 'USD', 'payout_method_missing'],
      ['q', 'USD', 'tax_form_missing'],
    ]);
    expect(text).toContain('2026-03-14T00:00:00.000Z');
    const next = (row: readonly string[]) =>
      ['nextGross', 'nextFee', 'nextWithheld', 'nextNet'].map((name) => row[head.split(',').indexOf(name)]);
    expect(cells.map(next)).toEqual([
      ['1.235', '0.003', '0.000', '1.232'],
      ...Array<string[]>(3).fill(['', '', '', '']),
    ]);
  });

  it.each(['payouts', 'balance'])('answers 404 for the %s of a partner that is not in the program', async (what) => {
    expect((await get(`/v1/programs/reseller/partners/q/${what}`)).status).toBe(404);
  });
});
