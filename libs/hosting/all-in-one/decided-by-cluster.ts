import type { Pool } from 'pg';
import { STAGES } from '@ledger/stages/stage';

/**
 * Up to which entry of its log every stage of a cluster has come with each program, as far as the services wrote it down
 * (they may have come further); empty where no cluster was the last to write the log.
 */
export async function decidedByCluster(pool: Pool): Promise<ReadonlyMap<string, number>> {
  const { rows } = await pool.query<{ program: string; seq: string }>(
    `SELECT gate.program, min(coalesce(reached.seq, 0)) AS seq
       FROM ledger_cluster.positions gate CROSS JOIN unnest($1::text[]) AS stage (name)
       LEFT JOIN ledger_cluster.positions reached ON reached.service = stage.name AND reached.program = gate.program
      WHERE gate.service = 'referral-intake' GROUP BY gate.program`,
    [[...STAGES]],
  );
  return new Map(rows.map(({ program, seq }) => [program, Number(seq)]));
}

/** From now on another runtime writes the log, which decides on what it records itself. */
export async function leaveToAnother(pool: Pool): Promise<void> {
  await pool.query('DELETE FROM ledger_cluster.positions');
}
