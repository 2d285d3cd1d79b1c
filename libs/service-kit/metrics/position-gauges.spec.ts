import { LedgerMetrics } from './ledger-metrics';
import type { PositionSource } from './position-gauges';

const away = () => Promise.reject(new Error('connection refused'));
const silent = () => new Promise<never>(() => undefined);

/** The lines on positions of what is scraped. */
async function scraped(metrics: LedgerMetrics): Promise<string[]> {
  const lines = (await metrics.registry.metrics()).split('\n');
  return lines.filter((line) => /^ledger_(appended_position|projected_position|projection_lag_events) /.test(line));
}

describe('the gauges of positions', () => {
  it('show where the log and the read models stand at each scrape, though nothing was projected in between', async () => {
    let appended = 5n;
    const source = { appended: () => Promise.resolve(appended), projected: () => Promise.resolve(5n) };
    const metrics = new LedgerMetrics(source);
    expect(await scraped(metrics)).toContain('ledger_projection_lag_events 0');
    appended = 12n;
    expect(await scraped(metrics)).toEqual([
      'ledger_appended_position 12',
      'ledger_projected_position 5',
      'ledger_projection_lag_events 7',
    ]);
  });

  it('ask each side once a scrape', async () => {
    const asked: string[] = [];
    const answer = (side: string) => () => Promise.resolve(BigInt(asked.push(side)));
    await scraped(new LedgerMetrics({ appended: answer('log'), projected: answer('read models') }));
    expect(asked).toEqual(['log', 'read models']);
  });

  it('show no lag below zero when the read models moved after the look at the log', async () => {
    const metrics = new LedgerMetrics({ appended: () => Promise.resolve(5n), projected: () => Promise.resolve(6n) });
    expect(await scraped(metrics)).toContain('ledger_projection_lag_events 0');
  });

  it.each<[string, Partial<PositionSource>, string]>([
    ['the event store is away', { appended: away }, 'ledger_projected_position 3'],
    ['the event store does not answer', { appended: silent }, 'ledger_projected_position 3'],
    ['Postgres is away', { projected: away }, 'ledger_appended_position 4'],
  ])('leave out what is unknown, while %s', async (_name, missing, known) => {
    let source: PositionSource = { appended: () => Promise.resolve(4n), projected: () => Promise.resolve(3n) };
    const metrics = new LedgerMetrics({ appended: () => source.appended(), projected: () => source.projected() });
    expect(await scraped(metrics)).toHaveLength(3);
    source = { ...source, ...missing };
    expect(await scraped(metrics)).toEqual([known]);
  });

  it('put no second question to a server that has not answered the first', async () => {
    let questions = 0;
    const appended = () => {
      questions += 1;
      return silent();
    };
    const metrics = new LedgerMetrics({ appended, projected: () => Promise.resolve(3n) });
    await Promise.all([scraped(metrics), scraped(metrics)]);
    expect(questions).toBe(1);
  });

  it('are not there where nobody knows positions', async () => {
    expect(await scraped(new LedgerMetrics())).toEqual([]);
  });
});
