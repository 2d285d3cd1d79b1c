import type { Pool } from 'pg';
import type { StageName } from '@ledger/stages/stage';
import type { LogToVerify } from './verify-log';

/** How far the stages of a cluster have come, as they wrote it down themselves. */
export async function stagePositions(pool: Pool): Promise<LogToVerify['decidedTo']> {
  const { rows } = await pool.query<{ service: string; program: string; seq: string }>(
    'SELECT service, program, seq FROM ledger_cluster.positions',
  );
  const reached = new Map(rows.map(({ service, program, seq }) => [`${service} ${program}`, Number(seq)]));
  const runsApart = new Set(rows.map(({ program }) => program));
  return (stage: StageName, program: string) =>
    reached.get(`${stage} ${program}`) ?? (runsApart.has(program) ? 0 : null);
}
