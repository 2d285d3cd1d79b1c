import type { PayoutName } from '../sending/payout-name';
import type { TransferId } from '../sending/transfer';

/** A transfer that settled a payout. */
export interface SettledTransfer {
  readonly transfer: TransferId;
  readonly payout: PayoutName;
}

/** Transfers that settled payouts, and may still come back. */
export interface WatchedTransfers {
  /** The payout that a transfer settled; null: none, or it came back already. */
  settledBy(rail: string, transfer: TransferId): Promise<SettledTransfer | null>;
  /** Those that nobody looked at for so long, the longest first; nobody else is told of them for as long again. */
  toCheck(rail: string, notForMs: number, most: number): Promise<readonly SettledTransfer[]>;
  /** It came back, and the ledger was told. */
  cameBack(rail: string, transfer: TransferId): Promise<void>;
}
