import type { Pool } from 'pg';
import { STAGES } from '@ledger/stages/stage';

/** So many facts of a program the last stage has decided on, as the book has it; those before it have decided on more. */
export function decidedFacts(pool: Pool): (program: string) => Promise<number> {
  return async (program) => {
    const { rows } = await pool.query<{ fact_number: string }>(
      'SELECT fact_number FROM ledger_cluster.positions WHERE service = $1 AND program = $2',
      [STAGES.at(-1), program],
    );
    return Number(rows[0]?.fact_number ?? 0);
  };
}
