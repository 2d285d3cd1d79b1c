import { normalisedCode } from '@ledger/stages/facts/normalised-code';
import type { DataSource } from 'typeorm';
import { LIVE_SCHEMA } from '../schema/version';
import { withConnection } from '../sql';
import { inLiveSnapshot } from '../swap-lock';
import { encodeText } from '../text-codec';

/** The program that had a code first, by the times of their links, among those that have it; null: none has. */
export function programOfCode(dataSource: DataSource, code: string): Promise<string | null> {
  const first = `SELECT program FROM ${LIVE_SCHEMA}.links WHERE code_key = $1 ORDER BY at_ms, program LIMIT 1`;
  return withConnection(dataSource, (sql) =>
    inLiveSnapshot(sql, async () => {
      const [row] = await sql.rows<{ program: string }>(first, [encodeText(normalisedCode(code))]);
      return row?.program ?? null;
    }),
  );
}
