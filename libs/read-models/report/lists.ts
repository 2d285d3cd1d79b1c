import type { CsvColumn } from '@ledger/documents/csv-table';
import type { ProgramView } from '../ledger-view';
import { lineColumns } from './columns/line-columns';
import { payoutColumns } from './columns/payout-columns';
import { rejectedColumns } from './columns/rejected-columns';
import { statementColumns } from './columns/statement-columns';
import { unpaidColumns } from './columns/unpaid-columns';

/** The lists of a program that can be shown row by row, as tables or as CSV. */
export const LISTS = ['lines', 'statements', 'payouts', 'unpaid', 'rejected'] as const;
export type ListName = (typeof LISTS)[number];

/** A list of a program: its columns, and its rows in the order of the contract. */
export interface ReportedList<R> {
  readonly columns: readonly CsvColumn<R>[];
  readonly rows: AsyncIterable<R>;
}

/** A list by its name, with the type of its rows kept to itself: give it what is done with any list. */
export function withList<T>(program: ProgramView, name: ListName, use: <R>(list: ReportedList<R>) => T): T {
  switch (name) {
    case 'lines':
      return use({ columns: lineColumns(program.program), rows: program.listedLines() });
    case 'statements':
      return use({ columns: statementColumns(program.program), rows: program.statements() });
    case 'payouts':
      return use({ columns: payoutColumns(program.program), rows: program.payouts() });
    case 'unpaid':
      return use({ columns: unpaidColumns(program.program), rows: program.unpaid() });
    case 'rejected':
      return use({ columns: rejectedColumns(program.program), rows: program.rejected() });
  }
}
