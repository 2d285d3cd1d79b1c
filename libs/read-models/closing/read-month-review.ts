import { compareCodePoints } from '@ledger/kernel/code-point-order';
import type { Calendar, Month } from '@ledger/kernel/calendar';
import { parseInstant, type Instant } from '@ledger/kernel/instant';
import { add, amountMinor, ZERO } from '@ledger/kernel/money';
import { readAll, readRows } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { encodeText } from '../postgres/text-codec';
import { payoutList } from '../tables/payouts';
import { rejectedList, type RejectedArrivalRow } from '../tables/rejected';
import { NO_SUMS, statementsOfMonth, type MonthSums } from '../tables/statement-months';
import type { HeldLines, MonthReview, MonthTotal, OpenDispute, OpenRejection } from './month-review';

/** Reads what is still open of a month, and of all before it that are not closed, in one state of the program. */
export async function readMonthReview(
  snapshot: ProgramSnapshot,
  month: Month,
  calendar: Calendar,
): Promise<MonthReview> {
  const { program, clock } = snapshot.about;
  const closedThrough = await closedThroughOf(snapshot);
  const endsAt = calendar.startOfMonth((month + 1) as Month);
  const opensAt = closedThrough === null ? null : calendar.startOfMonth((closedThrough + 1) as Month);
  return {
    program,
    month,
    clock,
    closedThrough,
    endsAt,
    postsFrom: calendar.startOfMonth((Math.max(month, closedThrough ?? month) + 1) as Month),
    totals: await totalsOf(snapshot, month),
    inTransit: await readRows(snapshot, payoutList(snapshot, { state: 'in_transit', before: endsAt })),
    proposals: await readRows(snapshot, payoutList(snapshot, { state: 'proposed', before: endsAt })),
    disputes: await disputesOf(snapshot, month),
    held: await heldOf(snapshot, month),
    rejected: await rejectedOf(snapshot, opensAt, endsAt),
  };
}

async function closedThroughOf({ sql, schema, about: { program } }: ProgramSnapshot): Promise<Month | null> {
  const query = `SELECT max(month) AS month FROM ${schema}.closed_months WHERE program = $1`;
  const [stored] = await sql.rows<{ month: Month | null }>(query, [encodeText(program)]);
  return stored?.month ?? null;
}

const SUMS = Object.keys(NO_SUMS) as (keyof MonthSums)[];

async function totalsOf(snapshot: ProgramSnapshot, month: Month): Promise<readonly MonthTotal[]> {
  const totals = new Map<string, { -readonly [F in keyof MonthTotal]: MonthTotal[F] }>();
  for await (const row of readAll(snapshot, statementsOfMonth(snapshot, month, undefined))) {
    const { currency } = row;
    const total = totals.get(currency) ?? { ...NO_SUMS, currency, accounts: 0, openingMinor: ZERO };
    totals.set(currency, total);
    total.accounts += 1;
    total.openingMinor = add(total.openingMinor, row.openingMinor);
    for (const field of SUMS) total[field] = add(total[field], row[field]);
  }
  return [...totals.values()].sort((a, b) => compareCodePoints(a.currency, b.currency));
}

interface StoredGroup {
  readonly lines: string;
  readonly amount_minor: string;
}

async function disputesOf(
  { sql, schema, about: { program } }: ProgramSnapshot,
  month: Month,
): Promise<readonly OpenDispute[]> {
  const stored = await sql.rows<Omit<OpenDispute, 'lines' | 'amountMinor'> & StoredGroup>(
    `SELECT l.invoice, l.customer, l.partner, l.currency,
            count(*) FILTER (WHERE l.state = 'hold') AS lines,
            coalesce(sum(l.amount_minor) FILTER (WHERE l.state = 'hold'), 0) AS amount_minor
       FROM ${schema}.lines l
       JOIN ${schema}.invoice_holds h ON h.program = l.program AND h.invoice = l.invoice AND h.partner = l.partner
      WHERE l.program = $1 AND l.month <= $2 AND 'dispute' = ANY (h.holds)
      GROUP BY l.invoice, l.customer, l.partner, l.currency
      ORDER BY l.invoice, l.partner, l.currency`,
    [encodeText(program), month],
  );
  return stored.map(({ lines, amount_minor, ...dispute }) => ({ ...dispute, ...groupOf({ lines, amount_minor }) }));
}

async function heldOf(
  { sql, schema, about: { program, clock } }: ProgramSnapshot,
  month: Month,
): Promise<readonly HeldLines[]> {
  const stored = await sql.rows<Pick<HeldLines, 'reason' | 'currency'> & StoredGroup>(
    `SELECT reason, currency, count(*) AS lines, sum(amount_minor) AS amount_minor
       FROM (
         SELECT l.currency, l.amount_minor,
                unnest(CASE WHEN l.clears_at_ms > $3 THEN ARRAY['clearing'] ELSE '{}' END
                       || coalesce(h.holds, '{}') || coalesce(p.holds, '{}')) AS reason
           FROM ${schema}.lines l
           LEFT JOIN ${schema}.invoice_holds h
             ON h.program = l.program AND h.invoice = l.invoice AND h.partner = l.partner
           LEFT JOIN ${schema}.partners p ON p.program = l.program AND p.partner = l.partner
          WHERE l.program = $1 AND l.month <= $2 AND l.paid_at_ms IS NULL AND l.state = 'hold'
       ) held
      GROUP BY reason, currency ORDER BY reason, currency`,
    [encodeText(program), month, clock ?? 0],
  );
  return stored.map(({ reason, currency, ...group }) => ({ reason, currency, ...groupOf(group) }));
}

function groupOf({ lines, amount_minor }: StoredGroup) {
  return { lines: Number(lines), amountMinor: amountMinor(BigInt(amount_minor)) };
}

/** Those whose own time lies in the months that would be closed; where it cannot be read, those that arrived since they began. */
async function rejectedOf(
  snapshot: ProgramSnapshot,
  from: Instant | null,
  before: Instant,
): Promise<readonly OpenRejection[]> {
  const found: OpenRejection[] = [];
  for await (const row of readAll(snapshot, rejectedList(snapshot, {}))) {
    const time = timeOf(row);
    const at = time ?? row.arrivedAt;
    if (from !== null && at !== null && at < from) continue;
    if (time !== null && time >= before) continue;
    const { seq, source, id, eventType, code, detail } = row;
    found.push({ seq, source, id, eventType, code, detail, at });
  }
  return found;
}

function timeOf({ body }: RejectedArrivalRow): Instant | null {
  const time = body?.['time'];
  return typeof time === 'string' ? parseInstant(time) : null;
}
