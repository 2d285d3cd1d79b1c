import { reasonsToShow } from '@ledger/stages/payout/reasons-to-show';
import type { ProgramView } from '../ledger-view';

/** What a partner earned in one currency, and where that is now; amounts in minor units. */
export interface PartnerTotals {
  readonly partner: string;
  readonly currency: string;
  earned: bigint;
  hold: bigint;
  payable: bigint;
  paid: bigint;
  fees: bigint;
  reasons: readonly string[];
}

/** The totals of every partner and currency that has a posting, by partner, currency. */
export async function partnerTotals(program: ProgramView): Promise<readonly PartnerTotals[]> {
  const totals = new Map<string, PartnerTotals>();
  for await (const { partner, currency, accrued, adjusted, reversed, paid, fees } of program.statements()) {
    const key = JSON.stringify([partner, currency]);
    let sums = totals.get(key);
    if (sums === undefined) totals.set(key, (sums = noTotals(partner, currency)));
    sums.earned += accrued + adjusted + reversed;
    sums.paid += paid;
    sums.fees += fees;
  }
  for await (const { partner, currency, hold, payable, reasons } of program.unpaid()) {
    const sums = totals.get(JSON.stringify([partner, currency]));
    if (sums !== undefined) {
      const shown = reasonsToShow(reasons, { holdMinor: hold, payableMinor: payable });
      Object.assign(sums, { hold, payable, reasons: shown });
    }
  }
  return [...totals.values()];
}

function noTotals(partner: string, currency: string): PartnerTotals {
  return { partner, currency, earned: 0n, hold: 0n, payable: 0n, paid: 0n, fees: 0n, reasons: [] };
}
