import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { testEvent, twoPrograms } from '@ledger/service-kit/testing/two-programs';
import { PayoutModule } from '../payout.module';
import type { RunPreviewDto } from './preview.dto';

const plixo = (day: string, type: string, data: object) => testEvent('plixo', day, type, data);

/** After two programs' history: q may be paid, too, by a rail that answers, and is owed more than it was paid. */
const MORE = [
  plixo('2026-03-02', 'partner.tax_form_recorded', { partner: 'q', form: 'W-9', signedOn: '2026-01-05' }),
  plixo('2026-03-02', 'partner.payout_method_set', { partner: 'q', rail: 'stripe', account: 'acct_q' }),
];
const adjustment = (day: string, partner: string, amount: number) =>
  plixo(day, 'adjustment.posted', {
    adjustment: `${partner} ${day}`,
    partner,
    currency: 'USD',
    amount,
    by: 'ada',
    reason: 'a bonus',
  });

jest.setTimeout(60_000);

describe('the preview of a run', () => {
  let service: StartedService;
  beforeAll(async () => {
    service = await startService([PayoutModule], { withoutRuntime: true });
    await service.feed([...twoPrograms(), ...MORE]);
  });
  afterAll(() => service.stop());

  async function get(path: string, authorization = service.finance) {
    const response = await fetch(`${service.url}/v1/programs/${path}`, { headers: { authorization } });
    return { status: response.status, text: await response.text(), type: response.headers.get('content-type') };
  }
  const preview = async (path = 'plixo/payouts/preview') => JSON.parse((await get(path)).text) as RunPreviewDto;
  const money = ({ pays }: RunPreviewDto) =>
    pays.map(({ partner, currency, netMinor }) => [partner, currency, netMinor]);
  const madeAt = async (at: string) => {
    const { items } = JSON.parse((await get('plixo/payouts')).text) as {
      items: { at: string; partner: string; currency: string; netMinor: string; lines: number; rail: string }[];
    };
    return items.filter((each) => each.at === at);
  };

  it('says what the next run pays and what it leaves, and that run makes it', async () => {
    const next = await preview();
    expect(next).toMatchObject({
      program: 'plixo',
      asOf: '2026-03-02T12:00:00.000Z',
      runAt: '2026-03-03T00:00:00.000Z',
    });
    expect(next.pays).toEqual([
      expect.objectContaining({ partner: 'q', currency: 'USD', rail: 'stripe', grossMinor: '7000', lines: 1 }),
    ]);
    expect(next.totals).toEqual([expect.objectContaining({ payouts: 1, grossMinor: '7000', needsApproval: false })]);
    expect(next.leaves).toMatchObject([
      { partner: 'p', currency: 'KWD', reason: 'clearing', endsAt: '2026-03-13T12:00:00.000Z' },
      { partner: 'p', currency: 'USD', reason: 'negative_balance' },
    ]);
    expect(next.changes).toEqual([
      expect.objectContaining({ partner: 'p', change: 'gone', lastPayouts: ['po-1'], why: ['negative_balance'] }),
      expect.objectContaining({ partner: 'q', change: 'new', lastNetMinor: '0', why: ['its first payout'] }),
    ]);
    await service.feed([plixo('2026-03-03', 'clock.advanced', {})]);
    const made = await madeAt(next.runAt);
    expect(made.map(({ partner, currency, netMinor }) => [partner, currency, netMinor])).toEqual(money(next));
    expect(made.map(({ lines }) => lines)).toEqual([1]);
  });

  it('says what is otherwise than at the last run, and why', async () => {
    await service.feed([
      plixo('2026-03-03', 'payout.returned', { payout: 'po-2', code: 'account_closed' }),
      adjustment('2026-03-03', 'p', 100_000),
    ]);
    const { changes, pays, lastRuns } = await preview();
    expect(lastRuns).toEqual([{ every: 'day', at: '2026-03-03T00:00:00.000Z' }]);
    expect(pays.map(({ partner }) => partner)).toEqual(['p']);
    expect(changes).toEqual([
      expect.objectContaining({ partner: 'p', currency: 'USD', change: 'new' }),
      expect.objectContaining({
        partner: 'q',
        change: 'gone',
        netMinor: '0',
        lastPayouts: ['po-2'],
        why: ['po-2 came back and is owed again', 'payout_failed'],
      }),
    ]);
    const balance = async (headers: Record<string, string> = {}) => {
      const url = `${service.url}/v1/programs/plixo/partners/q/balance`;
      const response = await fetch(url, { headers: { authorization: service.finance, ...headers } });
      return ((await response.json()) as { failure: object | null }).failure;
    };
    const failure = { payout: 'po-2', state: 'returned', at: '2026-03-03T12:00:00.000Z', code: 'account_closed' };
    expect(await balance()).toEqual({
      ...failure,
      mend: 'account_closed',
      says: 'the account is closed, blocked or wrong: set the payout method with another one',
    });
    expect(await balance({ 'accept-language': 'de' })).toMatchObject({ says: expect.stringContaining('geschlossen') });
    await service.feed([
      plixo('2026-03-03', 'payouts.resumed', { partner: 'q', by: 'ada' }),
      adjustment('2026-03-03', 'q', 500),
    ]);
    expect(await balance()).toBeNull();
    const again = (await preview()).changes.find(({ partner }) => partner === 'q');
    expect(again).toMatchObject({
      change: 'more',
      why: ['po-2 came back and is owed again', 'more was earned', 'more fee'],
    });
  });

  it('of a later run: what is paid before it is not paid by it', async () => {
    const later = await preview('plixo/payouts/preview?at=2026-03-13T12:00:00Z');
    expect(later.runAt).toBe('2026-03-14T00:00:00.000Z');
    expect(money(later)).toEqual([['p', 'KWD', '1232']]);
  });

  it('of another program, and as CSV, and only for who may read, of a time that is ahead', async () => {
    expect((await preview('reseller/payouts/preview')).pays.every(({ currency }) => currency === 'EUR')).toBe(true);
    const csv = await get('plixo/payouts/preview.csv');
    expect(csv.type).toContain('text/csv');
    const whats = csv.text
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((row) => row.split(',')[2]);
    expect(whats).toEqual(['pays', 'pays', 'leaves unpaid', 'new', 'more']);
    const refused = await get('plixo/payouts/preview?at=2026-01-01T00:00:00Z');
    expect([refused.status, refused.type]).toEqual([400, 'application/problem+json; charset=utf-8']);
    expect(refused.text).toContain('is not ahead: the clock of plixo shows 2026-03-03T12:00:00.000Z');
    expect((await get('plixo/payouts/preview?at=soon')).status).toBe(400);
    const [day, time] = [
      await get('plixo/payouts/preview?at=2026-03-13'),
      await get('plixo/payouts/preview?at=2026-03-13T00:00:00Z'),
    ];
    expect([day.status, day.text]).toEqual([200, time.text]);
    expect((await get('nowhere/payouts/preview')).status).toBe(404);
    expect((await get('plixo/payouts/preview', await service.ingest('payouts'))).status).toBe(403);
  });
});
