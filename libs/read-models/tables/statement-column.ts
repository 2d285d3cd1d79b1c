import type { LineReason } from '@ledger/stages/commission/commission.decisions';
import type { MonthSums } from './statement-months';

/** The column of the statement that lines of a reason add up in (contract.md, section 2, `statements`). */
export function statementColumn(reason: LineReason): keyof MonthSums {
  switch (reason) {
    case 'accrual':
      return 'accruedMinor';
    case 'refund':
    case 'dispute':
    case 'void':
    case 'clawback':
      return 'reversedMinor';
    case 'bonus':
    case 'reattribution':
    case 'rate_change':
    case 'true_up':
    case 'correction':
    case 'adjustment':
    case 'write_off':
    case 'forfeit':
      return 'adjustedMinor';
  }
}
