import request from 'supertest';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { FORMULA, twoPrograms } from '@ledger/service-kit/testing/two-programs';
import { CommissionModule } from './commission.module';

describe('lines and statements', () => {
  let service: StartedService;

  beforeAll(async () => {
    service = await startService([CommissionModule], { withoutRuntime: true });
    await service.feed(twoPrograms());
  });

  afterAll(() => service.stop());

  const get = (path: string, query: object = {}) =>
    request(service.url).get(path).query(query).set('Authorization', service.finance);
  const LINES = '/v1/programs/plixo/partners/p/lines';
  const STATEMENTS = '/v1/programs/plixo/partners/p/statements';

  interface Line {
    invoice: string;
    line: string;
    seq: number;
  }
  const keys = (lines: readonly Line[]) => lines.map(({ invoice, line, seq }) => [invoice, line, seq]);

  it("lists a partner's lines of one program, with amounts as strings in minor units", async () => {
    const { body } = await get(LINES);
    expect(body).toMatchObject({ program: 'plixo', asOf: '2026-03-01T12:00:00.000Z', next: null });
    expect(keys(body.items)).toEqual([
      [FORMULA, '-1+2', 1],
      ['i1', 'l1', 1],
      ['i1', 'l1', 2],
      ['i1', 'l2', 1],
    ]);
    expect(body.items[0]).toMatchObject({ state: 'hold', holds: ['clearing'], amountMinor: '1235', currency: 'KWD' });
    expect(body.items[1]).toEqual({
      partner: 'p',
      customer: 'a',
      invoice: 'i1',
      line: 'l1',
      seq: 1,
      reason: 'accrual',
      currency: 'USD',
      baseMinor: '100000',
      rate: '0.1',
      amountMinor: '10000',
      state: 'paid',
      holds: [],
      effectiveAt: '2026-01-10T12:00:00.000Z',
      postedAt: '2026-01-10T12:00:00.000Z',
      month: '2026-01',
      clearsAt: '2026-02-09T12:00:00.000Z',
      paidAt: '2026-02-10T00:00:00.000Z',
      payout: 'po-1',
      termsVersion: 1,
      cause: expect.stringMatching(/^invoice\.paid /),
    });
    expect(body.items[2]).toMatchObject({ reason: 'refund', amountMinor: '-4000' });
  });

  it('lists them page by page, each once', async () => {
    const seen: Line[] = [];
    let cursor: string | null = null;
    do {
      const { body }: { body: { items: Line[]; next: string | null } } = await get(LINES, {
        limit: 1,
        ...(cursor === null ? {} : { cursor }),
      });
      expect(body.items).toHaveLength(1);
      seen.push(...body.items);
      cursor = body.next;
    } while (cursor !== null);
    expect(seen).toEqual((await get(LINES)).body.items);
  });

  it.each([
    [{ currency: 'KWD' }, [[FORMULA, '-1+2', 1]]],
    [
      { month: '2026-01' },
      [
        ['i1', 'l1', 1],
        ['i1', 'l2', 1],
      ],
    ],
    [{ month: '2026-02', currency: 'USD' }, [['i1', 'l1', 2]]],
    [{ invoice: 'i1', state: 'payable' }, [['i1', 'l1', 2]]],
    [{ invoice: 'j1' }, []],
    [{ state: 'hold' }, [[FORMULA, '-1+2', 1]]],
    [{ customer: 'b' }, []],
    [
      { payout: 'po-1' },
      [
        ['i1', 'l1', 1],
        ['i1', 'l2', 1],
      ],
    ],
    [{ payout: 'po-2' }, []],
  ])('lists those that are asked for: %j', async (query, expected) => {
    expect(keys((await get(LINES, query)).body.items)).toEqual(expected);
  });

  it.each([
    [{ month: '2026-13' }, 'month must be YYYY-MM'],
    [{ currency: 'usd' }, 'currency must be three capital letters'],
    [{ state: 'gone' }, 'state must be one of the following values: hold, payable, in_transit, paid'],
  ])('refuses %j', async (query, detail) => {
    const { status, body } = await get(LINES, query);
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ field: Object.keys(query)[0], detail }]);
  });

  it.each([
    ['by its path', `${LINES}.csv`, '*/*'],
    ['by Accept', LINES, 'text/csv'],
  ])('gives all lines as CSV, asked for %s, safe to open in a spreadsheet', async (_name, path, accept) => {
    const { status, headers, text } = await get(path, { limit: 1 }).set('Accept', accept);
    expect(status).toBe(200);
    expect(headers['content-type']).toContain('text/csv');
    expect(headers['content-disposition']).toBe('attachment; filename="plixo-p-lines.csv"');
    const [heading, formula, paid, refund, ...rest] = text.trimEnd().split('\r\n');
    expect(heading).toBe(
      'program,partner,customer,invoice,line,seq,reason,currency,base (minor units),base,rate,' +
        'amount (minor units),amount,month,state,holds,effectiveAt,postedAt,clearsAt,paidAt,payout,termsVersion,cause',
    );
    expect(formula).toContain(
      `plixo,p,a,"'=HYPERLINK(""http://127.0.0.1"",""x"")",'-1+2,1,accrual,KWD,12345,12.345,0.1,1235,1.235,2026-02,hold`,
    );
    expect(formula).toMatch(/,'\+cmd\|' \/C calc'!A0$/);
    expect(paid).toContain(',USD,100000,1000.00,0.1,10000,100.00,2026-01,paid,');
    expect(paid).toContain(',2026-02-10T00:00:00.000Z,po-1,1,invoice.paid ');
    expect(refund).toContain(',-4000,-40.00,2026-02,payable,');
    expect(rest).toHaveLength(1);
  });

  it('gives only the heading where a partner has no lines that fit', async () => {
    const { text } = await get(`${LINES}.csv`, { currency: 'EUR' });
    expect(text.split('\r\n')).toEqual([expect.stringMatching(/^program,partner/), '']);
  });

  it('gives JSON or CSV and nothing else', async () => {
    const { status, body } = await get(LINES).set('Accept', 'application/pdf');
    expect(status).toBe(406);
    expect(body.detail).toContain('text/csv');
  });

  it('closes each month with what the next one opens with', async () => {
    const { body } = await get(STATEMENTS, { currency: 'USD' });
    expect(body.items).toEqual([
      expect.objectContaining({ month: '2026-01', openingMinor: '0', accruedMinor: '10500', closingMinor: '10500' }),
      {
        partner: 'p',
        currency: 'USD',
        month: '2026-02',
        openingMinor: '10500',
        accruedMinor: '0',
        adjustedMinor: '0',
        reversedMinor: '-4000',
        paidMinor: '10500',
        closingMinor: '-4000',
        feesMinor: '51',
        withheldMinor: '0',
        netMinor: '10449',
      },
      expect.objectContaining({ month: '2026-03', openingMinor: '-4000', closingMinor: '-4000' }),
    ]);
  });

  it('pages through statements of several currencies', async () => {
    const all = (await get(STATEMENTS)).body.items;
    const first = (await get(STATEMENTS, { limit: 3 })).body;
    const second = (await get(STATEMENTS, { limit: 3, cursor: first.next })).body;
    expect([...first.items, ...second.items]).toEqual(all);
    expect(second.next).toBeNull();
    expect(all).toHaveLength(5);
  });

  it('gives statements as CSV', async () => {
    const { text, headers } = await get(`${STATEMENTS}.csv`, { currency: 'USD' });
    expect(headers['content-disposition']).toContain('plixo-p-statements.csv');
    const lines = text.trimEnd().split('\r\n');
    expect(lines[0]).toBe(
      'program,partner,month,currency,' +
        ['opening', 'accrued', 'adjusted', 'reversed', 'paid', 'closing', 'fees', 'withheld', 'net']
          .map((name) => `${name} (minor units),${name}`)
          .join(','),
    );
    expect(lines[2]).toBe(
      'plixo,p,2026-02,USD,10500,105.00,0,0.00,0,0.00,-4000,-40.00,10500,105.00,-4000,-40.00,51,0.51,0,0.00,10449,104.49',
    );
  });

  it('shows the namesake in another program its own', async () => {
    const { body } = await get('/v1/programs/reseller/partners/p/lines');
    expect(body.items).toEqual([expect.objectContaining({ invoice: 'i1', currency: 'EUR', amountMinor: '4950' })]);
  });

  it("lists a program's lines of all partners, each with what holds its partner, and those of one", async () => {
    const { body } = await get('/v1/programs/plixo/lines', { month: '2026-01' });
    expect(body.items.map(({ partner, invoice }: Line & { partner: string }) => [partner, invoice])).toEqual([
      ['p', 'i1'],
      ['p', 'i1'],
      ['q', 'j1'],
    ]);
    const { text } = await get('/v1/programs/plixo/lines.csv', { partner: 'q' });
    expect(text.trimEnd().split('\r\n').slice(1)).toEqual([
      expect.stringMatching(/^plixo,q,b,j1,l1,1,accrual,USD,70000,/),
    ]);
  });

  it('lists them page by page over the border of a partner', async () => {
    const first = (await get('/v1/programs/plixo/lines', { limit: 4 })).body;
    const second = (await get('/v1/programs/plixo/lines', { limit: 4, cursor: first.next })).body;
    expect([...keys(first.items), ...keys(second.items)]).toEqual(
      keys((await get('/v1/programs/plixo/lines')).body.items),
    );
    expect(second.next).toBeNull();
  });

  it('gives the statements of all partners of a month, as each has it', async () => {
    const { body } = await get('/v1/programs/plixo/statements', { month: '2026-02' });
    const ofPartner = async (partner: string) =>
      (await get(`/v1/programs/plixo/partners/${partner}/statements`)).body.items.filter(
        ({ month }: { month: string }) => month === '2026-02',
      );
    expect(body.items).toEqual([...(await ofPartner('p')), ...(await ofPartner('q'))]);
    expect(body.items.map((item: { partner: string; currency: string }) => [item.partner, item.currency])).toEqual([
      ['p', 'KWD'],
      ['p', 'USD'],
      ['q', 'USD'],
    ]);
    const { text, headers } = await get('/v1/programs/plixo/statements.csv', { month: '2026-02', currency: 'USD' });
    expect(headers['content-disposition']).toContain('plixo-statements-2026-02.csv');
    expect(text.trimEnd().split('\r\n').slice(1)).toEqual([
      expect.stringMatching(/^plixo,p,2026-02,USD,10500,105\.00,/),
      expect.stringMatching(/^plixo,q,2026-02,USD,7000,70\.00,/),
    ]);
  });

  it.each([[{}], [{ month: '2026-2' }]])('asks for the month of statements of all partners: %j', async (query) => {
    const { status, body } = await get('/v1/programs/plixo/statements', query);
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ field: 'month', detail: 'month must be YYYY-MM' }]);
  });

  it('answers 404 for a partner that is not in the program, as CSV too', async () => {
    expect((await get('/v1/programs/reseller/partners/q/lines')).status).toBe(404);
    const { status, headers } = await get('/v1/programs/reseller/partners/q/lines.csv');
    expect(status).toBe(404);
    expect(headers['content-type']).toContain('application/problem+json');
  });

  it('lets no ingest token read', async () => {
    const { status } = await get(LINES).set('Authorization', await service.ingest('revenue'));
    expect(status).toBe(403);
  });
});
