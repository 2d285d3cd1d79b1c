import { createHash } from 'node:crypto';
import request from 'supertest';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { FORMULA, testEvent, twoPrograms } from '@ledger/service-kit/testing/two-programs';
import { CommissionModule } from '../commission.module';

describe('the statement of a partner for a month, over HTTP', () => {
  let service: StartedService;

  beforeAll(async () => {
    service = await startService([CommissionModule], { withoutRuntime: true });
    await service.feed(twoPrograms());
  });
  afterAll(() => service.stop());

  const get = (path: string) =>
    request(service.url).get(`/v1/programs/plixo/partners/${path}`).set('Authorization', service.finance).buffer(true);

  it('has the balances, lines and payouts of that month, partner and program alone', async () => {
    const { body } = await get('p/statements/2026-02');
    expect(body).toMatchObject({ program: 'plixo', partner: 'p', month: '2026-02', state: 'open' });
    const [kwd, usd] = body.accounts;
    expect(kwd).toMatchObject({ currency: 'KWD', openingMinor: '0', closingMinor: '1235', payouts: [] });
    expect(kwd.lines.map(({ invoice }: { invoice: string }) => invoice)).toEqual([FORMULA]);
    expect(usd).toMatchObject({ currency: 'USD', openingMinor: '10500', reversedMinor: '-4000', paidMinor: '10500' });
    expect(usd.lines).toEqual([expect.objectContaining({ invoice: 'i1', reason: 'refund', amountMinor: '-4000' })]);
    expect(usd.payouts).toEqual([expect.objectContaining({ kind: 'made', rail: 'stripe', grossMinor: '10500' })]);
    expect((await get('q/statements/2026-02')).body.accounts).toMatchObject([{ openingMinor: '7000', lines: [] }]);
    expect((await get('p/statements/2025-12')).body.accounts).toEqual([]);
  });

  it('is there as CSV, in which nothing runs', async () => {
    const { headers, text } = await get('p/statements/2026-02.csv');
    expect(headers['content-disposition']).toBe('attachment; filename="Plixo-2026-02-P.csv"');
    const rows = text.trimEnd().split('\r\n');
    expect(rows).toHaveLength(1 + 3 + 4);
    expect(text).toContain(`"'=HYPERLINK(""http`);
  });

  it('is there as CSV for all partners, each as it is alone', async () => {
    const all = await request(service.url)
      .get('/v1/programs/plixo/statements/2026-02.csv')
      .set('Authorization', service.finance)
      .buffer(true);
    const [p, q] = [await get('p/statements/2026-02.csv'), await get('q/statements/2026-02.csv')];
    expect(all.headers['content-disposition']).toBe('attachment; filename="plixo-2026-02-statements.csv"');
    expect(all.text).toBe(p.text + q.text.slice(q.text.indexOf('\r\n') + 2));
  });

  it('is provisional as PDF until its month is closed, and then the same to the byte', async () => {
    const open = await get('p/statements/2026-01.pdf?lang=de');
    expect(open.headers).toMatchObject({ 'content-type': 'application/pdf', 'x-statement-state': 'provisional' });
    await service.feed([testEvent('plixo', '2026-03-02', 'period.closed', { period: '2026-01' })]);
    const issued = await get('p/statements/2026-01.pdf?lang=de');
    const again = await get('p/statements/2026-01.pdf?lang=de');
    const sha256 = createHash('sha256')
      .update(issued.body as Buffer)
      .digest('hex');
    expect([issued, again].map(({ headers }) => [headers['x-statement-state'], headers['etag']])).toEqual([
      ['issued', `"${sha256}"`],
      ['issued before', `"${sha256}"`],
    ]);
    expect((again.body as Buffer).equals(issued.body as Buffer)).toBe(true);
    expect(issued.headers['content-disposition']).toBe('attachment; filename="Plixo-2026-01-P-de.pdf"');
  });

  it.each([
    ['nobody/statements/2026-01', 404],
    ['nobody/statements/2026-01.pdf', 404],
    ['p/statements/2026-13', 400],
    ['p/statements/2026-01.pdf?lang=fr', 400],
  ])('answers %s with a problem', async (path, status) => {
    const answer = await get(path);
    expect([answer.status, answer.headers['content-type']]).toEqual([
      status,
      expect.stringContaining('application/problem+json'),
    ]);
  });
});
