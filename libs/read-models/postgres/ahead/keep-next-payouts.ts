import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { LIVE_SCHEMA } from '../schema/version';
import { inTransaction, withConnection, type Sql } from '../sql';
import { inLiveSnapshot, shareLiveSchema } from '../swap-lock';
import { judgeNextPayouts, writeNextPayouts } from './judge-next-payouts';
import { JudgingTurns } from './judging-turns';

/** So many partners are judged at once. */
const PARTNERS = 200;
const LOOK_MS = 250;
const AFTER_FAILURE_MS = 5_000;
/** While the rows move on, so many times as long as judging took is left to those who write them, and at most so long. */
const REST_TIMES = 9;
const REST_AT_MOST_MS = 5_000;

export interface KeepNextPayouts {
  readonly dataSource: DataSource;
  readonly signal: AbortSignal;
  readonly warn: (line: string) => void;
}

/**
 * For the process that keeps the live rows up to date, beside its batches: judges the next payouts of the partners that
 * these marked, soon after each where there is time, and every few seconds where there is none. Resolves at the signal.
 * What fails is said and tried again.
 */
export async function keepNextPayouts({ dataSource, signal, warn }: KeepNextPayouts): Promise<void> {
  const turns = new JudgingTurns();
  let position = 0n;
  while (!signal.aborted) {
    let waitMs = LOOK_MS;
    const startedAtMs = performance.now();
    try {
      const judgedAt = await withConnection(dataSource, (sql) => judgeLive(sql, turns));
      const tookMs = performance.now() - startedAtMs;
      if (judgedAt !== null)
        waitMs = judgedAt === position ? 0 : Math.min(REST_AT_MOST_MS, Math.max(LOOK_MS, REST_TIMES * tookMs));
      position = judgedAt ?? position;
    } catch (error) {
      if (signal.aborted) return;
      waitMs = AFTER_FAILURE_MS;
      const reason = error instanceof Error ? error.message : String(error);
      warn(`ops.next_payouts is not kept up to date: ${reason}; trying again in ${waitMs} ms`);
    }
    await sleep(waitMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/** Judges all partners that are marked in the live rows. */
export async function judgeAllLive(dataSource: DataSource): Promise<void> {
  const turns = new JudgingTurns();
  await withConnection(dataSource, async (sql) => {
    while ((await judgeLive(sql, turns)) !== null);
  });
}

/** Judges some partners of the live rows; answers at which position these stood, null: nobody is marked. */
async function judgeLive(sql: Sql, turns: JudgingTurns): Promise<bigint | null> {
  const judged = await inLiveSnapshot(sql, () => judgeNextPayouts(sql, LIVE_SCHEMA, PARTNERS, turns));
  if (judged === null) return null;
  await inTransaction(sql, 'ISOLATION LEVEL READ COMMITTED', async () => {
    await shareLiveSchema(sql);
    await sql.run('SET LOCAL synchronous_commit TO off');
    await writeNextPayouts(sql, LIVE_SCHEMA, judged);
  });
  return judged.position;
}

/** Judges all partners that are marked in rows that nobody else changes. */
export async function judgeAll(sql: Sql, schema: string): Promise<void> {
  const turns = new JudgingTurns();
  for (;;) {
    const judged = await judgeNextPayouts(sql, schema, PARTNERS, turns);
    if (judged === null) return;
    await writeNextPayouts(sql, schema, judged);
  }
}
