import type { CsvColumn } from '@ledger/documents/csv-table';
import type { PartnerEntry } from '../../ledger-view';

/** The columns of partners as CSV. */
export function partnerColumns(program: string): readonly CsvColumn<PartnerEntry>[] {
  return [
    ['program', () => program],
    ['partner', ({ partner }) => partner],
    ['type', ({ type }) => type],
    ['tier', ({ tier }) => tier],
    ['application', ({ application }) => application],
    ['status', ({ status }) => status],
    ['lockedUntil', ({ lockedUntil }) => lockedUntil],
    ['promotion', ({ promotion }) => promotion],
    ['wins', ({ wins }) => winsText(wins)],
    ['customers', ({ customers }) => customers],
  ];
}

/** Such as `2026-Q1: 3, 2026-Q2: 1`. */
function winsText(wins: PartnerEntry['wins']): string {
  return Object.entries(wins)
    .map(([quarter, count]) => `${quarter}: ${count}`)
    .join(', ');
}
