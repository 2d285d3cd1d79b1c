import { Decimal, type Cell, type CsvColumn } from '@ledger/documents/csv-table';
import { textTable } from '@ledger/documents/text-table';
import type { ProgramView } from '../ledger-view';
import { withList, type ListName } from './lists';

/** A list of a program as a table for a reader: amounts in major units, no column that says the same in every row. */
export async function listTable(program: ProgramView, name: ListName): Promise<string> {
  return withList(program, name, async ({ columns, rows }) => {
    const shown = columns.filter(([heading]) => heading !== 'program' && !heading.endsWith('(minor units)'));
    const cells: string[][] = [];
    for await (const row of rows) cells.push(shown.map((column) => cellText(column, row)));
    return textTable(
      shown.map(([heading]) => heading),
      cells,
    );
  });
}

function cellText<R>([, cell]: CsvColumn<R>, row: R): string {
  const value: Cell = cell(row);
  if (value === null) return '';
  return value instanceof Decimal ? value.text : String(value);
}
