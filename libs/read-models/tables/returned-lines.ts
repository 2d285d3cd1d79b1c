import type { ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';
import { integer, text, textOrNone } from '../definition/column';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { LoggedTable } from '../definition/table';
import { lines, type LineRow } from './lines';

/** A line that a payout had paid when its money came back: since then the line itself knows of it no more. */
export interface ReturnedLineRow {
  readonly payout: string;
  readonly partner: string;
  readonly invoice: string | null;
  readonly line: string;
  readonly lineSeq: number;
}

export const returnedLines: LoggedTable<ReturnedLineRow> = {
  kind: 'logged',
  name: 'returned_lines',
  columns: {
    payout: text('payout'),
    partner: text('partner'),
    invoice: textOrNone('invoice'),
    line: text('line'),
    lineSeq: integer('seq'),
  },
  key: null,
  indexes: { returned_lines_of_payout: '(program, payout)' },
  fold: {
    decisions: {
      PayoutLinesMoved: (rows, { payout, partner, from, lines }) => {
        if (from !== 'paid') return;
        for (const { invoice, line, lineSeq } of lines) rows.append({ payout, partner, invoice, line, lineSeq });
      },
    },
  },
};

/** The lines that a payout had paid when it came back, as they stand. */
export function returnedLineList(
  { schema, about: { program } }: ProgramSnapshot,
  payout: string,
): ListQuery<StoredRow, LineRow> {
  return {
    select: `SELECT ${listed(lines.columns, 'l')} FROM ${schema}.returned_lines r
      JOIN ${schema}.lines l ON l.program = r.program AND l.partner = r.partner
       AND l.invoice = r.invoice AND l.line = r.line AND l.seq = r.seq`,
    where: new Where(program, 'r.program').compare('r.payout', '=', payout),
    order: ['l.invoice', 'l.line', 'l.seq'],
    toRow: readerOf(lines.columns),
    keyOf: ({ invoice, line, lineSeq }) => [invoice ?? '', line, lineSeq],
  };
}
