import type { DataSource } from 'typeorm';
import { ledgerAsOf } from '../as-of/ledger-as-of';
import type { LedgerEntry } from '../ledger-entry';
import { MemoryLedger } from '../memory/memory-ledger';
import { Projector } from '../postgres/projector';
import { decodeText } from '../postgres/text-codec';
import { calendarFor, withTerms } from '../testing/entries';
import { freshReadModels, type FreshReadModels } from '../testing/fresh-read-models';
import { recordedHistory } from '../testing/recorded-history';
import { all } from '../testing/report-text';
import { recomputedMetrics, type RecomputedMetric } from './testing/recomputed-metrics';

const SEEDS = [1, 14, 30, 33, 40, 60, 62, 83];

describe('the figures', () => {
  let readModels: FreshReadModels;
  let dataSource: DataSource;

  beforeAll(async () => {
    readModels = await freshReadModels();
    ({ dataSource } = readModels);
  });

  afterAll(() => readModels.remove());

  beforeEach(() => readModels.empty());

  /** In two batches, so that what is judged is judged again. */
  async function project(entries: readonly LedgerEntry[]): Promise<void> {
    const projector = new Projector(dataSource);
    const cut = Math.floor(entries.length / 2);
    const parts = [
      { from: 0, to: cut },
      { from: cut, to: entries.length },
    ];
    for (const { from, to } of parts)
      await projector.project({
        fromCheckpoint: BigInt(from),
        toCheckpoint: BigInt(to),
        entries: withTerms(entries, from, to),
      });
  }

  it('are the metrics that follow from the facts, whatever the history', async () => {
    const seen = new Set<string>();
    for (const seed of SEEDS) {
      const { entries, termsOf } = await recordedHistory(seed);
      await readModels.empty();
      await project(entries);
      for (const program of new Set(entries.map((each) => each.program).filter((name) => name !== ''))) {
        const shown: RecomputedMetric[] = await dataSource.query(
          'SELECT period, metric, currency, value FROM ops.metrics WHERE program = $1',
          [program],
        );
        const wanted = recomputedMetrics(entries, termsOf(program));
        expect({ seed, program, metrics: asLines(shown) }).toEqual({ seed, program, metrics: asLines(wanted) });
        for (const { metric, value } of wanted) if (value !== null && Number(value) !== 0) seen.add(metric);
      }
    }
    // Each of them was something in some history.
    expect([...seen].sort()).toEqual([...METRICS_SEEN].sort());
  }, 120_000);

  it('are the status that each partner has at the clock, its customers and its wins', async () => {
    for (const seed of SEEDS) {
      const { entries, termsOf } = await recordedHistory(seed);
      await readModels.empty();
      await project(entries);
      const memory = new MemoryLedger(calendarFor);
      memory.apply(entries);
      const { programs } = await ledgerAsOf(memory, { termsOf, asOf: null });
      for (const view of programs.filter(({ program }) => program !== '')) {
        const partners = await all(view.partners());
        const shown: Row[] = await dataSource.query(
          'SELECT partner, status, locked_until::text, customers::int FROM ops.partner_status WHERE program = $1 ORDER BY partner',
          [view.program],
        );
        expect(shown.map((row) => ({ ...row, partner: decodeText(row.partner) }))).toEqual(
          partners.map(({ partner, status, lockedUntil: locked_until, customers }) => ({
            partner,
            status,
            locked_until,
            customers,
          })),
        );
      }
    }
  }, 120_000);
});

type Row = { readonly partner: string };

const METRICS_SEEN = [
  ...['revenue', 'sourced_revenue', 'sourced_share', 'influenced_revenue', 'influenced_share'],
  ...['average_partner_revenue', 'top_decile_concentration', 'attach_rate', 'activation_rate'],
  ...['time_to_first_referral', 'win_rate', 'win_rate_without_partner'],
];

function asLines(metrics: readonly RecomputedMetric[]): string[] {
  return metrics.map(({ period, metric, currency, value }) => `${metric} ${currency} ${period}: ${value}`).sort();
}
