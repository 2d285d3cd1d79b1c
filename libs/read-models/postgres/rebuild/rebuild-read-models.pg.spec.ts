import type { DataSource } from 'typeorm';
import type { LedgerEntry, ProjectedBatch } from '../../ledger-entry';
import { withTerms } from '../../testing/entries';
import { freshReadModels, type FreshReadModels } from '../../testing/fresh-read-models';
import { recordedHistory } from '../../testing/recorded-history';
import { reportText } from '../../testing/report-text';
import { twoPartners } from '../../testing/two-partners';
import { Projector } from '../projector';
import { LIVE_SCHEMA } from '../schema/version';
import { readLedger } from '../read-ledger';
import { describeRebuild } from './describe-rebuild';
import { rebuildReadModels, type RebuildOptions } from './rebuild-read-models';

/** A log in which positions count entries, read in batches of a size. */
class Log {
  constructor(
    readonly entries: readonly LedgerEntry[],
    private readonly size: number,
  ) {}

  async *read(from: bigint, to: bigint): AsyncIterable<ProjectedBatch> {
    for (let start = Number(from); start < Number(to); start += this.size) {
      const end = Math.min(Number(to), start + this.size);
      yield { fromCheckpoint: BigInt(start), toCheckpoint: BigInt(end), entries: withTerms(this.entries, start, end) };
    }
  }
}

async function waitUntil(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
}

describe('a rebuild of the read models', () => {
  let readModels: FreshReadModels;
  let dataSource: DataSource;
  let projector: Projector;

  beforeEach(async () => {
    readModels = await freshReadModels();
    ({ dataSource } = readModels);
    projector = new Projector(dataSource);
  });

  afterEach(() => readModels.remove());

  async function projectAll(log: Log, from = 0): Promise<void> {
    for await (const batch of log.read(BigInt(from), BigInt(log.entries.length))) await projector.project(batch);
  }

  const rebuild = (log: Log, options: Partial<RebuildOptions> = {}) =>
    rebuildReadModels({
      dataSource,
      readBatches: (from, to) => log.read(from, to),
      swap: 'equal' as const,
      readersMayTakeMs: 60_000,
      say: () => undefined,
      ...options,
    });
  const report = () => readLedger(dataSource, (rows) => reportText(rows));
  const schemas = () =>
    dataSource.query(`SELECT nspname AS name FROM pg_namespace WHERE nspname LIKE 'read_models%' ORDER BY 1`);

  it('equals the live rows of two partners, swaps, and goes on', async () => {
    const entries = twoPartners();
    await projectAll(new Log(entries.slice(0, 30), 4));
    const outcome = await rebuild(new Log(entries, 7));
    expect(outcome).toEqual({ position: 30n, differences: [], swapped: true });
    expect(await schemas()).toEqual([{ name: LIVE_SCHEMA }]);
    await projectAll(new Log(entries, 5), 30);
    const live = await report();
    expect((await rebuild(new Log(entries, 1_000))).differences).toEqual([]);
    expect(await report()).toBe(live);
  });

  it('equals the live rows of any history, whatever the batches', async () => {
    const { entries } = await recordedHistory(53);
    await projectAll(new Log(entries, 13));
    for (const size of [1, 57, 10_000]) {
      const { differences } = await rebuild(new Log(entries, size));
      expect(differences).toEqual([]);
    }
  });

  it('shows the first rows that differ and swaps only when told to', async () => {
    const log = new Log(twoPartners(), 9);
    await projectAll(log);
    await dataSource.query(`UPDATE ${LIVE_SCHEMA}.accounts SET payable_minor = 1 WHERE partner = 'q'`);
    await dataSource.query(`DELETE FROM ${LIVE_SCHEMA}.lines WHERE invoice = 'i1'`);
    const altered = await report();

    const kept = await rebuild(log);
    expect(kept.swapped).toBe(false);
    expect(kept.differences.map(({ table }) => table)).toEqual(['lines', 'accounts']);
    expect(describeRebuild(kept).split('\n')).toEqual([
      'the rebuilt read models differ at position 51:',
      '  lines',
      expect.stringMatching(/^ {4}only rebuilt: \{"program":"plixo","partner":"p",.*"invoice":"i1",/),
      '  accounts',
      '    only live:    {"program":"plixo","partner":"q","currency":"USD","hold_minor":-400,"payable_minor":1,"in_transit_minor":0}',
      '    only rebuilt: {"program":"plixo","partner":"q","currency":"USD","hold_minor":-400,"payable_minor":3000,"in_transit_minor":0}',
      'not swapped: the live rows stay; ledger rebuild --accept takes the rebuilt ones',
    ]);
    expect(await report()).toBe(altered);

    expect((await rebuild(log, { swap: 'any' })).swapped).toBe(true);
    expect(await report()).not.toBe(altered);
    expect((await rebuild(log)).differences).toEqual([]);
  });

  it.each(['attributions', 'payout_profiles'])('sees that only the JSON of a row of %s differs', async (table) => {
    const log = new Log(twoPartners(), 9);
    await projectAll(log);
    const column = table === 'attributions' ? 'credits' : 'tax_forms';
    await dataSource.query(`UPDATE ${LIVE_SCHEMA}.${table} SET ${column} = '[{"other":1}]'`);
    expect((await rebuild(log)).differences.map((difference) => difference.table)).toEqual([table]);
  });

  it('writes nothing any more when reading the log failed', async () => {
    const log = new Log(twoPartners(), 9);
    await projectAll(log);
    const failing = rebuild(log, {
      readBatches: async function* (from, to) {
        for await (const batch of log.read(from, to)) {
          yield batch;
          if (batch.toCheckpoint > 20n) throw new Error('the log went away');
        }
      },
    });
    await expect(failing).rejects.toThrow('the log went away');
    expect(await schemas()).toEqual([{ name: LIVE_SCHEMA }]);
    expect((await rebuild(log)).differences).toEqual([]);
  });

  it('catches up with a projector that goes on meanwhile', async () => {
    const entries = twoPartners();
    const log = new Log(entries, 6);
    await projectAll(new Log(entries.slice(0, 20), 6));
    const going: Promise<void>[] = [];
    const onProgress = () => {
      if (going.length === 0) going.push(projectAll(log, 20));
    };
    const outcome = await rebuild(log, { onProgress });
    await Promise.all(going);
    expect(outcome).toEqual({ position: expect.any(BigInt), differences: [], swapped: true });
    expect(outcome.position).toBeGreaterThanOrEqual(20n);
    expect(await projector.checkpoint()).toBe(BigInt(entries.length));
    expect((await rebuild(log)).differences).toEqual([]);
  });

  it('lets a reader that is under way finish on the rows that it began with, and others read meanwhile', async () => {
    const log = new Log(twoPartners(), 9);
    await projectAll(log);
    const before = await report();
    await dataSource.query(`UPDATE ${LIVE_SCHEMA}.accounts SET payable_minor = 77 WHERE partner = 'q'`);
    const altered = await report();
    const said: string[] = [];
    let swapping: Promise<unknown> = Promise.resolve();
    const seen = await readLedger(dataSource, async (rows) => {
      await reportText(rows);
      swapping = rebuild(log, { swap: 'any', say: (line) => said.push(line) });
      await waitUntil(() => Promise.resolve(said.length > 0));
      expect(await report()).toBe(altered);
      return reportText(rows);
    });
    expect(seen).toBe(altered);
    await swapping;
    expect(await report()).toBe(before);
    expect(said).toEqual([
      expect.stringMatching(/^waiting for who reads ledger_locks\.read_models_\w+_rows: process \d+ /),
    ]);
  });

  it('makes the ops views anew on the swapped tables, readable by the ops role', async () => {
    const log = new Log(twoPartners(), 9);
    await projectAll(log);
    await rebuild(log);
    const runner = dataSource.createQueryRunner();
    try {
      await runner.query('SET ROLE ledger_ops');
      expect(await runner.query('SELECT count(*)::int AS lines FROM ops.lines')).toEqual([{ lines: 4 }]);
    } finally {
      await runner.query('RESET ROLE');
      await runner.release();
    }
  });

  it('lets one rebuild run at a time', async () => {
    const log = new Log(twoPartners(), 9);
    await projectAll(log);
    let second: Promise<unknown> = Promise.resolve();
    await rebuild(log, {
      readBatches: async function* (from, to) {
        second = rebuild(log).catch((error: unknown) => error);
        await second;
        yield* log.read(from, to);
      },
    });
    expect(await second).toEqual(
      new Error('another rebuild of these read models is under way: wait until it has ended'),
    );
  });
});
