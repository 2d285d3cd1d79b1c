import type { PayoutName } from '../sending/payout-name';
import type { SendingEvent } from '../sending/sending.events';
import type { TransferId } from '../sending/transfer';
import type { SendingLog } from './sending-log';

/** Which payout each transfer of a rail settled. */
export interface SettledTransfers {
  /** Notes that a transfer settles a payout; false: it settled another one. */
  claim(rail: string, transfer: TransferId, payout: PayoutName): Promise<boolean>;
}

/** A log in which no transfer settles two payouts: the second is frozen for a person instead. */
export function settlingOnce(log: SendingLog, rail: string, settled: SettledTransfers): SendingLog {
  const checked = async (payout: PayoutName, event: SendingEvent): Promise<SendingEvent> => {
    if (event.type !== 'SendingSettled') return event;
    if (await settled.claim(rail, event.transfer, payout)) return event;
    return { type: 'SendingFrozen', because: 'transfer_of_another_payout', at: event.at };
  };
  return {
    read: (payout) => log.read(payout),
    append: async (payout, revision, events) => {
      const toRecord = await Promise.all(events.map((event) => checked(payout, event)));
      return log.append(payout, revision, toRecord);
    },
  };
}
