import { parseDate } from '@ledger/kernel/calendar';
import { Random } from '@tools/histories/random';
import type { Decision } from '@ledger/stages/stage';
import type { DataSource } from 'typeorm';
import type { LedgerEntry, ProjectedBatch } from '../ledger-entry';
import { MemoryLedger } from '../memory/memory-ledger';
import { at, attribution, calendarFor, decided, profile, withTerms } from '../testing/entries';
import { freshReadModels, type FreshReadModels } from '../testing/fresh-read-models';
import { historyOfForm, recordedHistory, type RecordedHistory } from '../testing/recorded-history';
import { reportText } from '../testing/report-text';
import { twoPartners } from '../testing/two-partners';
import { CheckpointMoved } from './checkpoint-moved';
import { Projector } from './projector';
import { LIVE_SCHEMA } from './schema/version';
import { readLedger } from './read-ledger';

/** Cuts entries into batches of the sizes given, again and again; positions count entries. */
function batchesOf(entries: readonly LedgerEntry[], sizes: readonly number[]): ProjectedBatch[] {
  const batches: ProjectedBatch[] = [];
  for (let start = 0; start < entries.length;) {
    const end = Math.min(entries.length, start + sizes[batches.length % sizes.length]!);
    batches.push({
      fromCheckpoint: BigInt(start),
      toCheckpoint: BigInt(end),
      entries: withTerms(entries, start, end),
    });
    start = end;
  }
  return batches;
}

/** Seeds of histories that have every kind of decision between them. */
const SEEDS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 14, 19, 21, 22, 33, 36, 39, 45, 49, 53, 54];
/** Stands for a history in which a tax form expires: those of the generator are too short. */
const FORM_ENDS = -1;
/** One with many postings. */
const MUCH_MONEY = 14;

/** Every kind of decision; one that is new has to be reached too. */
const DECISIONS: Record<Decision['type'], true> = {
  AttributionChanged: true,
  PartnerStandingChanged: true,
  PromotionGranted: true,
  CustomerCounted: true,
  CustomerUncounted: true,
  WinsChanged: true,
  CommissionPosted: true,
  NothingPosted: true,
  TrueUpExpected: true,
  InvoiceHoldsChanged: true,
  AnomalyFound: true,
  AnomalyResolved: true,
  OwnLinePosted: true,
  LinesReleased: true,
  LinesHeldBack: true,
  PayoutProposed: true,
  PayoutProposalReplaced: true,
  PayoutDeclined: true,
  PayoutMade: true,
  PayoutSettled: true,
  PayoutFailed: true,
  PayoutReturned: true,
  PayoutLinesMoved: true,
  AccountApprovalChanged: true,
  PayoutProfileChanged: true,
  TaxFormExpiring: true,
  StatementClosed: true,
};

describe('the read models in Postgres', () => {
  let readModels: FreshReadModels;
  let dataSource: DataSource;

  beforeAll(async () => {
    readModels = await freshReadModels();
    ({ dataSource } = readModels);
  });

  afterAll(() => readModels.remove());

  beforeEach(() => readModels.empty());

  async function project(batches: readonly ProjectedBatch[]): Promise<void> {
    const projector = new Projector(dataSource);
    for (const batch of batches) await projector.project(batch);
  }

  const postgresReport = () => readLedger(dataSource, (rows) => reportText(rows));

  function memoryReport(entries: readonly LedgerEntry[], termsOf?: RecordedHistory['termsOf']): Promise<string> {
    const ledger = new MemoryLedger(calendarFor);
    ledger.apply(entries);
    return reportText(ledger, null, termsOf);
  }

  it.each([[1], [7], [1_000]])('shows two partners as memory does, in batches of %d', async (size) => {
    const entries = twoPartners();
    await project(batchesOf(entries, [size]));
    expect(await postgresReport()).toBe(await memoryReport(entries));
  });

  it('prints the same report as memory for histories of every kind of decision, however they are cut into batches', async () => {
    const seen = new Set<string>();
    for (const seed of [...SEEDS, FORM_ENDS]) {
      const random = new Random(seed);
      const sizes = Array.from({ length: random.integer(1, 6) }, () => random.integer(1, 60));
      const { entries, termsOf } = await (seed === FORM_ENDS ? historyOfForm() : recordedHistory(seed));
      await readModels.empty();
      await project(batchesOf(entries, sizes));
      const shown = await readLedger(dataSource, (rows) => reportText(rows, null, termsOf));
      expect(`seed ${seed}: ${shown}`).toBe(`seed ${seed}: ${await memoryReport(entries, termsOf)}`);
      for (const entry of entries) if ('decision' in entry) seen.add(entry.decision.type);
    }
    expect(Object.keys(DECISIONS).filter((type) => !seen.has(type))).toEqual([]);
  }, 120_000);

  it('keeps a journal whose postings are positive and add up to the trial balance', async () => {
    await project(batchesOf((await recordedHistory(MUCH_MONEY)).entries, [50]));
    const [{ count, least }] = await dataSource.query(
      'SELECT count(*)::int AS count, min(amount_minor)::int AS least FROM ops.postings',
    );
    const differing = await dataSource.query(
      `SELECT * FROM (
         SELECT program, account, currency, sum(debit) AS debit, sum(credit) AS credit FROM (
           SELECT program, debited AS account, currency, amount_minor AS debit, 0 AS credit FROM ops.postings
           UNION ALL SELECT program, credited, currency, 0, amount_minor FROM ops.postings
         ) legs GROUP BY 1, 2, 3
       ) journal FULL JOIN ops.trial_balance t USING (program, account, currency)
        WHERE (debit, credit) IS DISTINCT FROM (debit_minor, credit_minor)`,
    );
    expect(count).toBeGreaterThan(30);
    expect(least).toBeGreaterThan(0);
    expect(differing).toEqual([]);
  });

  it('refuses a batch that does not begin at the checkpoint, and changes nothing', async () => {
    const [first, second] = batchesOf(twoPartners(), [20]);
    await project([first!]);
    const before = await postgresReport();
    await expect(project([first!])).rejects.toThrow(new CheckpointMoved(0n, 20n).message);
    await expect(project([{ ...second!, fromCheckpoint: 21n }])).rejects.toThrow(CheckpointMoved);
    expect(await postgresReport()).toBe(before);
  });

  it('applies a batch once when two projectors race for it', async () => {
    const [batch] = batchesOf(twoPartners(), [1_000]);
    const outcomes = await Promise.allSettled([project([batch!]), project([batch!])]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await postgresReport()).toBe(await memoryReport(batch!.entries));
  });

  it.each(['projection-before-commit', 'projection-after-commit'] as const)(
    'is all or nothing when it fails at %s',
    async (failing) => {
      const [batch] = batchesOf(twoPartners(), [1_000]);
      const failpoint = (name: string) => {
        if (name === failing) throw new Error(`stopped at ${name}`);
      };
      const projector = new Projector(dataSource, { failpoint });
      await expect(projector.project(batch!)).rejects.toThrow(`stopped at ${failing}`);
      const done = failing === 'projection-after-commit';
      expect(await projector.checkpoint()).toBe(done ? batch!.toCheckpoint : 0n);
      if (!done) await project([batch!]);
      expect(await postgresReport()).toBe(await memoryReport(batch!.entries));
    },
  );

  it('says so when the rows lack a line that moves', async () => {
    const [first, second] = batchesOf(twoPartners(), [28]);
    await project([first!]);
    await dataSource.query(`DELETE FROM ${LIVE_SCHEMA}.lines`);
    await expect(project([second!])).rejects.toThrow(
      'program plixo: 2 lines moved, but the read models have 0 of them',
    );
  });

  it('shows an altered row in the report', async () => {
    await project(batchesOf(twoPartners(), [1_000]));
    await dataSource.query(`UPDATE ${LIVE_SCHEMA}.accounts SET payable_minor = 3001 WHERE partner = 'q'`);
    const report = JSON.parse(await postgresReport());
    expect(report.programs[0].unpaid).toContainEqual(expect.objectContaining({ partner: 'q', payable: 3001 }));
  });

  it('shows times and days within JSON as ISO 8601', async () => {
    const claim = {
      partner: 'p',
      claim: 'lead',
      claimedAt: at('2026-01-02'),
      countedAt: at('2026-01-02'),
      id: 'r',
    } as const;
    const kept = { source: 'test', barred: null, role: 'sourced', tier: null, endsAt: null } as const;
    const spans = [
      { fromAt: null, credits: [], override: null },
      { fromAt: at('2026-02-03'), credits: [], override: null },
    ];
    const taxForms = [
      { form: 'W-9', recordedAt: at('2026-01-04'), validThrough: null },
      { form: 'W-8BEN', recordedAt: at('2026-01-05'), validThrough: parseDate('2029-12-31') },
    ];
    await project(
      batchesOf(
        [
          decided('plixo', 1, attribution('a', { spans, introductions: [{ ...claim, ...kept }] })),
          decided('plixo', 1, profile('p', { taxForms })),
        ],
        [10],
      ),
    );
    const [shown] = await dataSource.query(
      'SELECT introductions, spans, tax_forms FROM ops.attributions, ops.payout_profiles',
    );
    expect(shown).toEqual({
      introductions: [
        { ...claim, ...kept, claimedAt: '2026-01-02T00:00:00.000Z', countedAt: '2026-01-02T00:00:00.000Z' },
      ],
      spans: [
        { fromAt: null, credits: [], override: null },
        { fromAt: '2026-02-03T00:00:00.000Z', credits: [], override: null },
      ],
      tax_forms: [
        { form: 'W-9', recordedAt: '2026-01-04T00:00:00.000Z', validThrough: null },
        { form: 'W-8BEN', recordedAt: '2026-01-05T00:00:00.000Z', validThrough: '2029-12-31' },
      ],
    });
  });

  it('lets the ops role read the views and nothing else', async () => {
    await project(batchesOf(twoPartners(), [1_000]));
    const runner = dataSource.createQueryRunner();
    try {
      await runner.query('SET ROLE ledger_ops');
      expect(await runner.query(`SELECT partner, state, paid_at FROM ops.lines WHERE invoice = 'i1'`)).toEqual([
        { partner: 'p', state: 'paid', paid_at: new Date('2026-02-10T00:00:00Z') },
      ]);
      await expect(runner.query(`SELECT * FROM ${LIVE_SCHEMA}.lines`)).rejects.toThrow('permission denied');
      await expect(runner.query(`UPDATE ops.balances SET hold_minor = 0`)).rejects.toThrow('permission denied');
    } finally {
      await runner.query('RESET ROLE');
      await runner.release();
    }
  });
});
