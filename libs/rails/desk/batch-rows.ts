import { instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import type { Batch, BatchFormat, BatchLine, BatchState, LineState } from '../manual/bank-batch';
import type { TransferGroup } from '../sending/payout-order';
import type { TransferId } from '../sending/transfer';

/** A row of `ledger_sending.batches`; 64-bit numbers come as text. */
export interface BatchRow {
  readonly program: string;
  readonly batch: string;
  readonly number: string;
  readonly currency: string;
  readonly format: BatchFormat;
  readonly state: BatchState;
  readonly made_at_ms: string;
  readonly turned_at_ms: string | null;
  readonly turned_by: string | null;
  readonly reason: string | null;
  readonly payments: number;
  readonly total_minor: string;
  readonly file_hash: string;
  readonly file_sealed: string;
}

/** A row of `ledger_sending.batch_lines`, with what its batch says. */
export interface LineRow extends Pick<
  BatchRow,
  'program' | 'batch' | 'number' | 'currency' | 'state' | 'made_at_ms' | 'turned_at_ms'
> {
  readonly payout: string;
  readonly attempt: number;
  readonly partner: string;
  readonly payee: string;
  readonly end_to_end_id: string;
  readonly transfer_group: string;
  readonly amount_minor: string;
  readonly body_hash: string;
  readonly body_sealed: string;
  readonly outcome: 'paid' | 'failed' | 'returned' | null;
  readonly code: string | null;
}

export function batchOf(row: BatchRow): Batch {
  const { program, batch, currency, format, state, payments, turned_at_ms: turnedAt, turned_by: by, reason } = row;
  return {
    ...{ program, batch, currency, format, state, payments },
    number: Number(row.number),
    madeAt: instant(Number(row.made_at_ms)),
    turn: turnedAt === null || by === null ? null : { by, reason, at: instant(Number(turnedAt)) },
    totalMinor: amountMinor(BigInt(row.total_minor)),
    file: { hash: row.file_hash, sealed: row.file_sealed },
  };
}

export function lineOf(row: LineRow): BatchLine {
  const { program, payout, batch, partner, payee, attempt, currency, code, turned_at_ms: turnedAt } = row;
  return {
    ...{ program, payout, batch, partner, payee, attempt, currency, code },
    endToEndId: row.end_to_end_id as TransferId,
    group: row.transfer_group as TransferGroup,
    amountMinor: amountMinor(BigInt(row.amount_minor)),
    body: { hash: row.body_hash, sealed: row.body_sealed },
    state: stateOf(row),
    madeAt: instant(Number(row.made_at_ms)),
    turnedAt: turnedAt === null ? null : instant(Number(turnedAt)),
    batchNumber: Number(row.number),
  };
}

function stateOf({ state, outcome }: LineRow): LineState {
  if (state === 'made') return 'in_batch';
  return state === 'given_up' ? 'given_up' : (outcome ?? 'sent');
}
