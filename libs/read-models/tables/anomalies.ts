import type { Instant } from '@ledger/kernel/instant';
import type { AnomalyFound } from '@ledger/stages/commission/commission.decisions';
import type { ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';
import { orNull, text, time } from '../definition/column';
import { shownAgeDays, shownTime, type OpsView } from '../definition/ops-view';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { LatestTable } from '../definition/table';

/** What in the facts does not fit together. */
export type AnomalyRow = Omit<AnomalyFound, 'type'>;

export const anomalies: LatestTable<AnomalyRow, keyof AnomalyRow> = {
  kind: 'latest',
  name: 'anomalies',
  columns: { code: text('code'), invoice: text('invoice'), detail: text('detail') },
  key: ['code', 'invoice', 'detail'],
  fold: {
    decisions: {
      AnomalyFound: (rows, found) => rows.put(found),
      AnomalyResolved: (rows, resolved) => rows.remove(resolved),
    },
  },
};

/** An anomaly, with the time of the last fact about its invoice that takes something back. */
export interface DatedAnomaly extends AnomalyRow {
  readonly at: Instant | null;
}

const DATED = { ...anomalies.columns, at: orNull(time('at_ms')) };

/** What of a program's facts does not fit together; key: code, detail, invoice. */
export function anomalyList(
  { schema, about: { program } }: ProgramSnapshot,
  code: string | undefined,
): ListQuery<StoredRow, DatedAnomaly> {
  return {
    select: `SELECT ${listed(DATED, 'a')} FROM (${datedAnomalies(schema)}) a`,
    where: new Where(program, 'a.program').compare('a.code', '=', code),
    order: ['a.code', 'a.detail', 'a.invoice'],
    toRow: readerOf<DatedAnomaly>(DATED),
    keyOf: ({ code: key, detail, invoice }) => [key, detail, invoice],
  };
}

/** The same without their times. */
export function undatedAnomalies({ schema, about: { program } }: ProgramSnapshot): ListQuery<StoredRow, AnomalyRow> {
  return {
    select: `SELECT ${listed(anomalies.columns)} FROM ${schema}.anomalies`,
    where: new Where(program),
    order: ['code', 'detail', 'invoice'],
    toRow: readerOf(anomalies.columns),
    keyOf: ({ code, detail, invoice }) => [code, detail, invoice],
  };
}

export const anomaliesView: OpsView = {
  about: 'What in the facts does not fit together and was cut off, or has no effect.',
  select: (
    schema,
  ) => `SELECT a.program, a.code, a.invoice, a.detail, ${shownTime('a.at_ms', 'at')}, ${shownAgeDays('a.at_ms')}
        FROM (${datedAnomalies(schema)}) a JOIN ${schema}.programs p USING (program)`,
};

/** Anomalies with the time of the last fact that takes something of their invoice back; of a void without effect, of the first void. */
const datedAnomalies = (schema: string) => `
  SELECT x.program, x.code, x.invoice, x.detail, CASE x.code
           WHEN 'void_without_effect' THEN (
             SELECT min(t.at_ms) FROM ${schema}.takebacks t
              WHERE t.program = x.program AND t.invoice = x.invoice AND t.event_type = 'invoice.voided')
           ELSE (
             SELECT max(t.at_ms) FROM ${schema}.takebacks t
              WHERE t.program = x.program AND t.invoice = x.invoice AND t.event_type <> 'invoice.voided')
         END AS at_ms
    FROM ${schema}.anomalies x`;
