import type { CsvColumn } from '@ledger/documents/csv-table';
import { formatInstant } from '@ledger/kernel/instant';
import type { ShownRejection } from './shown-rejections';

/** The columns of rejected events as CSV; the body is JSON. */
export function rejectionColumns(program: string): readonly CsvColumn<ShownRejection>[] {
  return [
    ['program', () => program],
    ['seq', ({ row }) => row.seq],
    ['arrivedAt', ({ row: { arrivedAt } }) => (arrivedAt === null ? null : formatInstant(arrivedAt))],
    ['source', ({ row }) => row.source],
    ['id', ({ row }) => row.id],
    ['type', ({ row }) => row.eventType],
    ['code', ({ row }) => row.code],
    ['detail', ({ row }) => row.detail],
    ['times', ({ row }) => row.times],
    ['acceptedIn', ({ row }) => row.acceptedIn],
    ['acceptedSeq', ({ row }) => row.acceptedSeq],
    ['body', ({ body }) => (body === null ? null : JSON.stringify(body))],
  ];
}
