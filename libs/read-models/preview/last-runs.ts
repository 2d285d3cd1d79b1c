import type { Calendar } from '@ledger/kernel/calendar';
import { instant, type Instant } from '@ledger/kernel/instant';
import { runsOn } from '@ledger/stages/payout/payout-schedule';
import { compositeKey } from '../definition/composite-key';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { encodeText } from '../postgres/text-codec';
import type { AccountKey } from '../tables/accounts';
import { payouts, type PayoutRow } from '../tables/payouts';
import type { AccountAtRun } from './account-at-run';
import { grouped } from './grouped';
import type { Cadence, PaidBefore } from './run-preview';

const CADENCES: readonly Cadence[] = ['day', 'month', 'quarter'];

/** The last run before a moment that paid anything, for each schedule that has a run then, and what each account was paid. */
export interface LastRuns {
  readonly runs: ReadonlyMap<Cadence, Instant>;
  /** The accounts that were paid since the earliest of these. */
  readonly accounts: readonly AccountKey[];
  readonly rows: ReadonlyMap<string, readonly PayoutRow[]>;
}

/** What was made, as opposed to proposed, by a run or on a person's word; what was paid elsewhere was no run's. */
const MADE = `state IN ('in_transit', 'paid', 'failed', 'returned') AND rail <> 'external'`;

/** Reads them as they stand in a snapshot. */
export async function readLastRuns(
  { sql, schema, about: { program } }: ProgramSnapshot,
  calendar: Calendar,
  before: Instant,
): Promise<LastRuns> {
  const moments = await sql.rows<{ at: string }>(
    `SELECT DISTINCT made_at_ms AS at FROM ${schema}.payouts WHERE program = $1 AND ${MADE} AND made_at_ms < $2
      ORDER BY made_at_ms DESC`,
    [encodeText(program), before],
  );
  const runs = new Map<Cadence, Instant>();
  for (const every of CADENCES) {
    const schedule = { every, tier: null, partnerType: null, rail: null };
    if (!runsOn(schedule, calendar.dateAt(before))) continue;
    const last = moments
      .map(({ at }) => instant(Number(at)))
      .find((at) => calendar.startOfDate(calendar.dateAt(at)) === at && runsOn(schedule, calendar.dateAt(at)));
    if (last !== undefined) runs.set(every, last);
  }
  const rows = await rowsBefore({ sql, schema, program }, before);
  const earliest = Math.min(...runs.values());
  const accounts = [...rows.values()].flatMap((of) => of.filter(({ at }) => at >= earliest).slice(0, 1));
  return { runs, accounts: accounts.map(({ partner, currency }) => ({ partner, currency })), rows };
}

/** What an account was paid since the last run of its schedule, and before. */
export function paidBefore({ runs, rows }: LastRuns, { partner, currency, cadence }: AccountAtRun): PaidBefore {
  const own = rows.get(compositeKey(partner, currency)) ?? [];
  const last = cadence === null ? undefined : runs.get(cadence.every);
  const isSince = ({ at }: PayoutRow) => last !== undefined && at >= last;
  return { since: own.filter(isSince), before: own.filter((row) => !isSince(row)).at(-1) ?? null };
}

/** The last payouts of each account, the latest last: so many as a comparison can need. */
async function rowsBefore(
  { sql, schema, program }: Pick<ProgramSnapshot, 'sql' | 'schema'> & { readonly program: string },
  before: Instant,
): Promise<ReadonlyMap<string, readonly PayoutRow[]>> {
  const columns = listed(payouts.columns);
  const stored = await sql.rows<StoredRow>(
    `SELECT ${columns} FROM (
       SELECT ${columns}, row_number() OVER (PARTITION BY partner, currency ORDER BY made_at_ms DESC, payout DESC) AS nth
         FROM ${schema}.payouts WHERE program = $1 AND ${MADE} AND made_at_ms < $2
     ) made WHERE nth <= ${PAYOUTS_COMPARED} ORDER BY made_at_ms, payout`,
    [encodeText(program), before],
  );
  return grouped(stored.map(readerOf(payouts.columns)), ({ partner, currency }) => compositeKey(partner, currency));
}

/** A run of a quarter, and what was made by approvals or at once after failures since. */
const PAYOUTS_COMPARED = 100;
