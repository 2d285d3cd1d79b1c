import type { Instant } from '@ledger/kernel/instant';
import type { BodySeal } from '../log/body-seal';
import type { MadePayout } from '../reconciliation/made-payouts';
import type { OpenPayout } from '../sender/open-payout';
import type { RailHolds } from '../sender/rail-holds';
import type { SendingLog } from '../sender/sending-log';
import type { PayoutName } from '../sending/payout-name';
import type { Destination, LedgerId } from '../sending/payout-order';
import type { BatchDesk } from './batch-desk';
import type { PayeeBook } from './payee-book';

/** What the desk of payouts by hand works with. */
export interface BankOfficeOptions {
  /** Under which the keys of a payout are that was made at a position of the log. */
  readonly ledgerAt: (position: bigint) => Promise<LedgerId>;
  readonly desk: BatchDesk;
  readonly book: PayeeBook;
  readonly log: SendingLog;
  readonly seal: BodySeal;
  readonly holds: RailHolds;
  /** The payouts of a program that wait for the answer of their rails, as the log has them now. */
  readonly openPayouts: (program: string) => Promise<readonly OpenPayout[]>;
  /** What the ledger heard of a payout that was made; null: there is none. */
  readonly madePayout: (name: PayoutName) => Promise<MadePayout | null>;
  /** Who approved a payout; null: nobody had to. */
  readonly approverOf: (payout: OpenPayout) => Promise<string | null>;
  /** How many days a new account waits by the terms of a program (`payout.newMethodWaitDays`). */
  readonly waitDaysOf: (program: string, at: Instant) => Promise<number>;
  readonly destinationOf: (payout: OpenPayout) => Promise<Destination>;
  /** By what the program's payouts go; null: its clock shows nothing yet. */
  readonly clockOf: (program: string) => Instant | null;
}
