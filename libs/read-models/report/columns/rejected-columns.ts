import type { CsvColumn } from '@ledger/documents/csv-table';
import type { RejectedEntry } from '../../ledger-view';

/** The columns of what was rejected as CSV. */
export function rejectedColumns(program: string): readonly CsvColumn<RejectedEntry>[] {
  return [
    ['program', () => program],
    ['source', ({ source }) => source],
    ['id', ({ id }) => id],
    ['type', ({ type }) => type],
    ['code', ({ code }) => code],
    ['detail', ({ detail }) => detail],
  ];
}
