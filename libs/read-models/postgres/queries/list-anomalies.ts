import { datedAnomalies } from '../schema/dated-anomalies';
import { toDatedAnomaly, type DatedAnomaly, type StoredAnomaly } from '../stored-lists';
import type { ListQuery } from './list-query';
import type { ProgramSnapshot } from './program-snapshot';
import { Where } from './where';

/** What of a program's facts does not fit together; key: code, detail, invoice. */
export function anomalyList(
  { schema, program }: ProgramSnapshot,
  code: string | undefined,
): ListQuery<StoredAnomaly, DatedAnomaly> {
  return {
    select: `SELECT a.code, a.detail, a.invoice, a.at_ms FROM (${datedAnomalies(schema)}) a`,
    where: new Where(program.program, 'a.program').compare('a.code', '=', code),
    order: ['a.code', 'a.detail', 'a.invoice'],
    toRow: toDatedAnomaly,
    keyOf: ({ code: key, detail, invoice }) => [key, detail, invoice],
  };
}
