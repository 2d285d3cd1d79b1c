import type { Instant } from '@ledger/kernel/instant';
import type { ShownPayoutState } from '@ledger/stages/intake/later-stages';
import type { PayoutAmounts } from '@ledger/stages/payout/payout.decisions';
import type { ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';
import { encodeText } from '../postgres/text-codec';
import { count, orNull, sum, text, time } from '../definition/column';
import { shownTime, type OpsView } from '../definition/ops-view';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { LatestTable } from '../definition/table';

/** A payout, or a proposal that was not replaced. */
export interface PayoutRow extends PayoutAmounts {
  /** When it was made; of one that was not, when it was proposed. */
  readonly at: Instant;
  readonly state: ShownPayoutState;
  /** When it was paid. */
  readonly settledAt: Instant | null;
  /** When its money came back. */
  readonly returnedAt: Instant | null;
  /** The rail's id of it. */
  readonly reference: string | null;
}

export const payouts: LatestTable<PayoutRow, 'payout'> = {
  kind: 'latest',
  name: 'payouts',
  columns: {
    partner: text('partner'),
    currency: text('currency'),
    at: time('made_at_ms'),
    payout: text('payout'),
    rail: text('rail'),
    grossMinor: sum('gross_minor'),
    feeMinor: sum('fee_minor'),
    withheldMinor: sum('withheld_minor'),
    netMinor: sum('net_minor'),
    lineCount: count('line_count'),
    state: text('state'),
    settledAt: orNull(time('settled_at_ms')),
    returnedAt: orNull(time('returned_at_ms')),
    reference: orNull(text('reference')),
  },
  key: ['payout'],
  indexes: {
    payouts_in_order: '(program, partner, currency, made_at_ms, payout)',
    payouts_proposed: `(program, partner, currency) WHERE state = 'proposed'`,
  },
  fold: {
    decisions: {
      PayoutProposed: (rows, it) => rows.put(row(it, 'proposed', it.proposedAt)),
      PayoutProposalReplaced: (rows, replaced) => rows.remove(replaced),
      PayoutDeclined: (rows, it) => rows.put(row(it, 'declined', it.proposedAt)),
      PayoutMade: (rows, it) =>
        rows.put(
          it.paidAtOnce ? row(it, 'paid', it.madeAt, { settledAt: it.madeAt }) : row(it, 'in_transit', it.madeAt),
        ),
      PayoutSettled: (rows, it) => rows.put(row(it, 'paid', it.madeAt, it)),
      PayoutFailed: (rows, it) => rows.put(row(it, 'failed', it.madeAt)),
      PayoutReturned: (rows, it) => rows.put(row(it, 'returned', it.madeAt, it)),
    },
  },
};

/** Field by field: V8 gives what is spread and added to a hidden class of its own, and memory keeps a row a payout. */
function row(
  amounts: PayoutAmounts,
  state: ShownPayoutState,
  at: Instant,
  {
    settledAt = null,
    returnedAt = null,
    reference = null,
  }: Partial<Pick<PayoutRow, 'settledAt' | 'returnedAt' | 'reference'>> = {},
): PayoutRow {
  return {
    payout: amounts.payout,
    partner: amounts.partner,
    currency: amounts.currency,
    rail: amounts.rail,
    grossMinor: amounts.grossMinor,
    feeMinor: amounts.feeMinor,
    withheldMinor: amounts.withheldMinor,
    netMinor: amounts.netMinor,
    lineCount: amounts.lineCount,
    at,
    state,
    settledAt,
    returnedAt,
    reference,
  };
}

/** Which payouts of a program; what is not given does not matter. */
export interface PayoutFilter {
  readonly partner?: string | undefined;
  readonly currency?: string | undefined;
  readonly state?: ShownPayoutState | undefined;
  /** Made, or proposed, at this time or later … */
  readonly from?: Instant | undefined;
  /** … and before this one. */
  readonly before?: Instant | undefined;
}

const toRow = readerOf(payouts.columns);

/** Payouts by partner, currency, time and id; these are the key. */
export function payoutList(
  { schema, about: { program } }: ProgramSnapshot,
  { partner, currency, state, from, before }: PayoutFilter,
): ListQuery<StoredRow, PayoutRow> {
  return {
    select: `SELECT ${listed(payouts.columns)} FROM ${schema}.payouts`,
    where: new Where(program)
      .compare('partner', '=', partner)
      .compare('currency', '=', currency)
      .compare('state', '=', state)
      .compare('made_at_ms', '>=', from)
      .compare('made_at_ms', '<', before),
    order: ['partner', 'currency', 'made_at_ms', 'payout'],
    toRow,
    keyOf: ({ partner: name, currency: money, at, payout }) => [name, money, at, payout],
  };
}

/** A payout by its id; null: there is none, or a proposal that was replaced. */
export async function findPayout({ sql, schema, about: { program } }: ProgramSnapshot, payout: string) {
  const [stored] = await sql.rows<StoredRow>(
    `SELECT ${listed(payouts.columns)} FROM ${schema}.payouts WHERE program = $1 AND payout = $2`,
    [encodeText(program), encodeText(payout)],
  );
  return stored === undefined ? null : toRow(stored);
}

/** So many failures of a partner are looked at for the latest. */
const FAILURES = 20;

/** The payouts of a partner that failed or came back, those that were made last first. */
export async function failedPayoutsOf(
  { sql, schema, about: { program } }: ProgramSnapshot,
  partner: string,
): Promise<readonly string[]> {
  const rows = await sql.rows<{ payout: string }>(
    `SELECT payout FROM ${schema}.payouts WHERE program = $1 AND partner = $2 AND state IN ('failed', 'returned')
      ORDER BY made_at_ms DESC, payout LIMIT ${FAILURES}`,
    [encodeText(program), encodeText(partner)],
  );
  return rows.map(({ payout }) => payout);
}

export const payoutsView: OpsView = {
  about:
    'Payouts that were made or proposed, in minor units; made_at of one that was not made is when it was proposed.',
  select: (
    schema,
  ) => `SELECT program, payout, partner, currency, ${shownTime('made_at_ms', 'made_at')}, rail, gross_minor, fee_minor,
          withheld_minor, net_minor, line_count, state, ${shownTime('settled_at_ms', 'settled_at')},
          ${shownTime('returned_at_ms', 'returned_at')}, reference FROM ${schema}.payouts`,
};
