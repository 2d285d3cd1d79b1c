import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { Answering, Batch, BatchLine, BatchTurn } from '../manual/bank-batch';
import type { BatchDesk, NewBatch, NewLine, SaidOfLine } from '../manual/batch-desk';
import type { PayoutName } from '../sending/payout-name';
import type { TransferId } from '../sending/transfer';
import { batchOf, lineOf, type BatchRow, type LineRow } from './batch-rows';

const BATCHES = 'SELECT * FROM ledger_sending.batches';
const LINES = `
  SELECT line.*, batch.number, batch.currency, batch.state, batch.made_at_ms, batch.turned_at_ms
  FROM ledger_sending.batch_lines AS line JOIN ledger_sending.batches AS batch USING (program, batch)`;
const ADD_BATCH = `
  INSERT INTO ledger_sending.batches
    (program, batch, number, currency, format, state, made_at_ms, payments, total_minor, file_hash, file_sealed)
  VALUES ($1, $2, $3, $4, $5, 'made', $6, $7, $8, $9, $10)`;
const ADD_LINE = `
  INSERT INTO ledger_sending.batch_lines
    (program, payout, attempt, batch, partner, payee, end_to_end_id, transfer_group, amount_minor, body_hash, body_sealed)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING`;
const TURN = `
  UPDATE ledger_sending.batches SET state = $3, turned_by = $4, turned_at_ms = $5, reason = $6
  WHERE program = $1 AND batch = $2 AND state = 'made'`;
const FREE_LINES = 'UPDATE ledger_sending.batch_lines SET is_given_up = true WHERE program = $1 AND batch = $2';
/** Only from what it was when it was judged. */
const ANSWER = `
  UPDATE ledger_sending.batch_lines SET outcome = $2, code = $3
  WHERE end_to_end_id = $1 AND outcome IS NOT DISTINCT FROM $4 AND NOT is_given_up`;
const NOTE_ANSWER = `
  INSERT INTO ledger_sending.batch_answers (end_to_end_id, outcome, code, by_whom, evidence) VALUES ($1, $2, $3, $4, $5)`;
/** It was paid, also where the sender did not come to it yet. */
const NOTE_PAID = `
  INSERT INTO ledger_sending.transfers (rail, transfer, program, payout) VALUES ('manual', $1, $2, $3)
  ON CONFLICT DO NOTHING`;
const NOTICE = `
  INSERT INTO ledger_sending.notices (rail, id, type, object) VALUES ('manual', $1, $2, $3)`;

/** Undoes the transaction, and is no failure. */
class Conflict extends Error {}

/** Batches in Postgres: a constraint keeps a payout in at most one that was not given up. */
export class PostgresBatches implements BatchDesk {
  constructor(private readonly pool: Pool) {}

  async nextNumber(): Promise<number> {
    const { rows } = await this.pool.query<{ number: string }>(
      `SELECT nextval('ledger_sending.batch_numbers') AS number`,
    );
    return Number(rows[0]?.number);
  }

  add(batch: NewBatch, lines: readonly NewLine[]): Promise<boolean> {
    return this.whole(async (client) => {
      const { program, batch: id, number, currency, format, madeAt, payments, totalMinor, file } = batch;
      const sealed = [file.hash, file.sealed];
      await client.query(ADD_BATCH, [program, id, number, currency, format, madeAt, payments, totalMinor, ...sealed]);
      for (const { payout, attempt, partner, payee, endToEndId, group, amountMinor: amount, body } of lines) {
        const whose = [program, payout, attempt, id, partner, payee];
        const { rowCount } = await client.query(ADD_LINE, [
          ...whose,
          endToEndId,
          group,
          amount,
          body.hash,
          body.sealed,
        ]);
        if (rowCount !== 1) throw new Conflict();
      }
    });
  }

  async find(program: string, batch: string): Promise<Batch | null> {
    const { rows } = await this.pool.query<BatchRow>(`${BATCHES} WHERE program = $1 AND batch = $2`, [program, batch]);
    return rows[0] === undefined ? null : batchOf(rows[0]);
  }

  async list(program: string): Promise<readonly Batch[]> {
    const { rows } = await this.pool.query<BatchRow>(`${BATCHES} WHERE program = $1 ORDER BY number DESC`, [program]);
    return rows.map(batchOf);
  }

  async lines(program: string, batch: string): Promise<readonly BatchLine[]> {
    const order = 'ORDER BY length(payout), payout';
    const { rows } = await this.pool.query<LineRow>(`${LINES} WHERE program = $1 AND batch = $2 ${order}`, [
      program,
      batch,
    ]);
    return rows.map(lineOf);
  }

  async linesOf({ program, payout }: PayoutName): Promise<readonly BatchLine[]> {
    const { rows } = await this.pool.query<LineRow>(`${LINES} WHERE program = $1 AND payout = $2 ORDER BY attempt`, [
      program,
      payout,
    ]);
    return rows.map(lineOf);
  }

  async lineById(endToEndId: TransferId): Promise<BatchLine | null> {
    const { rows } = await this.pool.query<LineRow>(`${LINES} WHERE end_to_end_id = $1`, [endToEndId]);
    return rows[0] === undefined ? null : lineOf(rows[0]);
  }

  turn(program: string, batch: string, to: 'sent' | 'given_up', { by, at, reason }: BatchTurn): Promise<boolean> {
    return this.whole(async (client) => {
      const { rowCount } = await client.query(TURN, [program, batch, to, by, at, reason]);
      if (rowCount !== 1) throw new Conflict();
      if (to === 'given_up') await client.query(FREE_LINES, [program, batch]);
      await client.query(NOTICE, [randomUUID(), 'batch.turned', null]);
    });
  }

  /** The senders are told in the same transaction: a process that dies after it loses nothing. */
  answer(said: readonly SaidOfLine[], { by, evidence }: Answering): Promise<boolean> {
    return this.whole(async (client) => {
      for (const { line, answer } of said) {
        const code = answer.says === 'paid' ? null : answer.code;
        const before = line.state === 'sent' ? null : line.state;
        const { rowCount } = await client.query(ANSWER, [line.endToEndId, answer.says, code, before]);
        if (rowCount !== 1) throw new Conflict();
        await client.query(NOTE_ANSWER, [line.endToEndId, answer.says, code, by, evidence]);
        if (answer.says === 'returned') await noteReturn(client, line);
      }
      await client.query(NOTICE, [randomUUID(), 'payments.answered', null]);
    });
  }

  /** All of it or nothing; false where it met what somebody else did. */
  private async whole(work: (client: PoolClient) => Promise<void>): Promise<boolean> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      await work(client);
      await client.query('COMMIT');
      return true;
    } catch (error) {
      await client.query('ROLLBACK');
      if (error instanceof Conflict) return false;
      throw error;
    } finally {
      client.release();
    }
  }
}

/** Whoever watches transfers looks at it until the ledger was told. */
async function noteReturn(client: PoolClient, { endToEndId, program, payout }: BatchLine): Promise<void> {
  await client.query(NOTE_PAID, [endToEndId, program, payout]);
  await client.query(NOTICE, [randomUUID(), 'payment.returned', endToEndId]);
}
