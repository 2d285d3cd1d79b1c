import type { AccountBalance } from '../../as-of/account-balance';
import { ZERO } from '@ledger/kernel/money';
import { nextPayouts, partnersToJudge, type NextPayoutRow } from '../../tables/next-payouts';
import { findProgram } from '../../tables/programs';
import { readCheckpoint } from '../projector';
import { balancesOfPartners } from '../queries/balances-of-partners';
import { readTermsOf } from '../queries/read-terms';
import type { Sql } from '../sql';
import { textArray } from '../text-array';
import { encodeText } from '../text-codec';
import type { JudgingTurns } from './judging-turns';
import { deleteRows, writeRows } from '../write-rows';

/** What some partners of a program come to next, as one state of the rows had it. */
export interface JudgedPartners {
  readonly program: string;
  readonly partners: readonly string[];
  readonly rows: readonly NextPayoutRow[];
  /** Up to where that state was complete. */
  readonly position: bigint;
  /** Which table it came from: a rebuild puts another one in its place. */
  readonly table: string;
}

/**
 * Judges at most so many partners of a program that are marked, in one consistent state of the rows: of whichever program
 * has its turn; null: none is marked.
 */
export async function judgeNextPayouts(
  sql: Sql,
  schema: string,
  atMost: number,
  turns: JudgingTurns,
): Promise<JudgedPartners | null> {
  const program = await turns.nextProgram(sql, schema);
  if (program === null) return null;
  const partners = await turns.nextPartners(sql, schema, program, atMost);
  const [position, table] = [await readCheckpoint(sql, schema), await tableOf(sql, schema)];
  return { program, partners, position, table, rows: await rowsOf(sql, schema, program, partners) };
}

/**
 * Writes what was judged, of the partners about whom nothing was projected since; in a transaction. Waits for nobody: a
 * mark that a batch is just changing stays.
 */
export async function writeNextPayouts(sql: Sql, schema: string, judged: JudgedPartners): Promise<void> {
  const { program, partners, rows, position, table } = judged;
  if ((await tableOf(sql, schema)) !== table) return;
  const unchanged = await sql.rows<{ partner: string }>(
    `SELECT partner FROM ${schema}.${partnersToJudge.name}
      WHERE program = $1 AND partner = ANY ($2::text[]) AND position <= $3 FOR UPDATE SKIP LOCKED`,
    [encodeText(program), textArray(partners), position.toString()],
  );
  const target = { sql, schema, program };
  await deleteRows(target, partnersToJudge, ['partner'], unchanged);
  await deleteRows(target, nextPayouts, ['partner'], unchanged);
  const written = new Set(unchanged.map(({ partner }) => partner));
  await writeRows(
    target,
    nextPayouts,
    rows.filter(({ partner }) => written.has(partner)),
    'fail',
  );
}

async function rowsOf(sql: Sql, schema: string, program: string, partners: readonly string[]) {
  const snapshot = { sql, schema, about: await findProgram(sql, schema, program) };
  const terms = await readTermsOf(sql, schema, program);
  const { clock } = snapshot.about;
  if (terms === null || clock === null) return [];
  return (await balancesOfPartners({ snapshot, terms, clock }, partners)).map(rowOf);
}

const NO_PAYOUT = {
  runAt: null,
  rail: null,
  grossMinor: null,
  feeMinor: null,
  withheldMinor: null,
  netMinor: null,
  needsApproval: false,
};
const NO_TRUE_UP = { ofScheduledMinor: ZERO, ofClearingMinor: ZERO, firstAt: null, lastAt: null };

function rowOf({ unpaid: { partner, currency }, next, trueUp, judgeAgainAt }: AccountBalance): NextPayoutRow {
  const { ofScheduledMinor, ofClearingMinor, firstAt, lastAt } = trueUp ?? NO_TRUE_UP;
  return {
    partner,
    currency,
    ...(next ?? NO_PAYOUT),
    ofScheduledMinor,
    ofClearingMinor,
    trueUpFirstAt: firstAt,
    trueUpLastAt: lastAt,
    judgeAgainAt,
  };
}

async function tableOf(sql: Sql, schema: string): Promise<string> {
  const [row] = await sql.rows<{ table: string }>(
    `SELECT '${schema}.${nextPayouts.name}'::regclass::oid::text AS table`,
  );
  return row?.table ?? '';
}
