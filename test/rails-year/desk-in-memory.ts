import type { SettledTransfers } from '@ledger/rails/sender/settling-once';
import type { SettledTransfer, WatchedTransfers } from '@ledger/rails/sender/watched-transfers';
import type { PayoutName } from '@ledger/rails/sending/payout-name';
import type { TransferId } from '@ledger/rails/sending/transfer';

/** Which transfer settled which payout, and which came back, in memory. */
export class DeskInMemory implements SettledTransfers, WatchedTransfers {
  private readonly transfers = new Map<string, SettledTransfer & { returned: boolean }>();

  claim(rail: string, transfer: TransferId, payout: PayoutName): Promise<boolean> {
    const key = `${rail} ${transfer}`;
    const known = this.transfers.get(key);
    if (known !== undefined) {
      return Promise.resolve(known.payout.program === payout.program && known.payout.payout === payout.payout);
    }
    const { program, payout: id } = payout;
    this.transfers.set(key, { transfer, payout: { program, payout: id }, returned: false });
    return Promise.resolve(true);
  }

  settledBy(rail: string, transfer: TransferId): Promise<SettledTransfer | null> {
    const known = this.transfers.get(`${rail} ${transfer}`);
    return Promise.resolve(known === undefined || known.returned ? null : known);
  }

  toCheck(rail: string): Promise<readonly SettledTransfer[]> {
    const its = [...this.transfers].filter(([key, { returned }]) => key.startsWith(`${rail} `) && !returned);
    return Promise.resolve(its.map(([, transfer]) => transfer));
  }

  cameBack(rail: string, transfer: TransferId): Promise<void> {
    const known = this.transfers.get(`${rail} ${transfer}`);
    if (known !== undefined) known.returned = true;
    return Promise.resolve();
  }
}
