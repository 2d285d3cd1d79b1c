import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { withTerms } from '../../testing/entries';
import { freshReadModels, type FreshReadModels } from '../../testing/fresh-read-models';
import { twoPartners } from '../../testing/two-partners';
import { Projector } from '../projector';
import { rebuildReadModels } from '../rebuild/rebuild-read-models';
import { LIVE_SCHEMA } from '../schema/version';
import { inTransaction, withConnection } from '../sql';
import { judgeNextPayouts, writeNextPayouts } from './judge-next-payouts';
import { JudgingTurns } from './judging-turns';
import { judgeAllLive, keepNextPayouts } from './keep-next-payouts';

const ENTRIES = twoPartners();
const LATE_MS = 20_000;

let readModels: FreshReadModels;
let dataSource: DataSource;
beforeEach(async () => {
  readModels = await freshReadModels();
  ({ dataSource } = readModels);
});
afterEach(() => readModels.remove());

const batch = (from: number, to: number) => ({
  fromCheckpoint: BigInt(from),
  toCheckpoint: BigInt(to),
  entries: withTerms(ENTRIES, from, to),
});
const project = (from: number, to: number) => new Projector(dataSource).project(batch(from, to));
const judged = (): Promise<object[]> => dataSource.query('SELECT * FROM ops.next_payouts ORDER BY 1, 2, 3');
const marked = (): Promise<object[]> => dataSource.query(`SELECT * FROM ${LIVE_SCHEMA}.partners_to_judge`);

it('what was judged before something was projected is not written over it', async () => {
  await project(0, 30);
  await withConnection(dataSource, async (sql) => {
    const early = (await judgeNextPayouts(sql, LIVE_SCHEMA, 100, new JudgingTurns()))!;
    expect(early.rows).not.toEqual([]);
    await project(30, ENTRIES.length);
    await inTransaction(sql, '', () => writeNextPayouts(sql, LIVE_SCHEMA, early));
    const stale = (await judged()) as { is_current: boolean }[];
    expect(stale.some((row) => !row.is_current)).toBe(true);
  });
  await judgeAllLive(dataSource);
  const late = await judged();
  expect(late).toEqual(late.map((row) => ({ ...row, is_current: true })));
  expect(await marked()).toEqual([]);
});

it('a process that keeps them judges what is marked, also what an earlier one left, and what comes later', async () => {
  await project(0, 30);
  const stopping = new AbortController();
  const warned: string[] = [];
  const keeping = keepNextPayouts({ dataSource, signal: stopping.signal, warn: (line) => void warned.push(line) });
  const untilJudged = async () => {
    for (const end = Date.now() + LATE_MS; (await marked()).length > 0 && Date.now() < end;) await sleep(50);
  };
  await untilJudged();
  expect([(await judged()).length, await marked()]).toEqual([expect.any(Number), []]);
  await project(30, ENTRIES.length);
  await untilJudged();
  expect(await marked()).toEqual([]);
  stopping.abort();
  await keeping;
  expect(warned).toEqual([]);
});

it('rows that were swapped in say them at once', async () => {
  await project(0, ENTRIES.length);
  await judgeAllLive(dataSource);
  const before = await judged();
  expect(before).not.toEqual([]);
  const outcome = await rebuildReadModels({
    dataSource,
    swap: 'equal',
    readersMayTakeMs: 60_000,
    say: () => undefined,
    readBatches: async function* (from, to) {
      yield await Promise.resolve(batch(Number(from), Number(to)));
    },
  });
  expect(outcome.swapped).toBe(true);
  expect(await judged()).toEqual(before);
  expect(await marked()).toEqual([]);
});

it('programs have their turns, and partners within each, whoever is marked again and again', async () => {
  const mark = (program: string, partner: string) =>
    dataSource.query(`INSERT INTO ${LIVE_SCHEMA}.partners_to_judge VALUES ($1, $2, 1) ON CONFLICT DO NOTHING`, [
      program,
      partner,
    ]);
  const turns = new JudgingTurns();
  const judged: string[] = [];
  await withConnection(dataSource, async (sql) => {
    for (let turn = 0; turn < 5; turn++) {
      // What was judged of the busy one is marked again at once.
      for (const partner of ['a', 'b', 'c']) await mark('busy', partner);
      if (turn === 0) await mark('quiet', 'z');
      const program = await turns.nextProgram(sql, LIVE_SCHEMA);
      for (const partner of await turns.nextPartners(sql, LIVE_SCHEMA, program ?? '', 2)) {
        judged.push(`${program} ${partner}`);
        await sql.run(`DELETE FROM ${LIVE_SCHEMA}.partners_to_judge WHERE program = $1 AND partner = $2`, [
          program,
          partner,
        ]);
      }
    }
  });
  expect(judged).toEqual([
    ...['busy a', 'busy b', 'quiet z'],
    ...['busy c', 'busy a', 'busy b', 'busy c', 'busy a', 'busy b'],
  ]);
});
