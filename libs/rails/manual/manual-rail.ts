import { ZERO } from '@ledger/kernel/money';
import type { PayingRail } from '../rail';
import type { Destination, PayoutOrder } from '../sending/payout-order';
import type { Listing, PostAnswer, Readiness, Reading } from '../sending/rail-answers';
import { SENDING_TIMES, type SendingTimes } from '../sending/sending-times';
import type { RequestBody } from '../sending/sending.events';
import type { TransferId } from '../sending/transfer';
import type { BatchLine } from './bank-batch';
import type { BatchDesk } from './batch-desk';

const LOOK_MS = 60_000;

/** A person sends, and may take any time: nothing is sent again, nothing is too old, nothing is given up. */
export const MANUAL_TIMES: SendingTimes = {
  ...SENDING_TIMES,
  patienceMs: Number.POSITIVE_INFINITY,
  mostAttempts: Number.MAX_SAFE_INTEGER,
  underWayAgainMs: () => LOOK_MS,
};

const BY_HAND = 'a person makes a batch of it, and says what became of that';

/**
 * Payouts that go to a bank in batches: people send the files and say what came of each payment, the desk keeps it, and
 * the sender reads it there as it reads a transfer from any other rail. It sends nothing by itself.
 */
export class ManualRail implements PayingRail {
  readonly times = MANUAL_TIMES;

  constructor(private readonly desk: Pick<BatchDesk, 'lineById'>) {}

  requestBody(order: PayoutOrder): RequestBody {
    throw new RangeError(`${order.payout}: the bytes of a payout by hand are those of its batch`);
  }

  post(): Promise<PostAnswer> {
    return Promise.resolve({ kind: 'put_off', code: 'by_hand' });
  }

  list(): Promise<Listing> {
    return Promise.resolve({ kind: 'unknown', why: BY_HAND });
  }

  readiness(): Promise<Readiness> {
    return Promise.resolve({ kind: 'unknown', why: BY_HAND });
  }

  /** What the bank did with a payment; money that came back was paid first. */
  async read(transfer: TransferId): Promise<Reading> {
    const line = await this.desk.lineById(transfer);
    if (line === null) return { kind: 'missing' };
    switch (line.state) {
      case 'in_batch':
      case 'given_up':
        return { kind: 'missing' };
      case 'sent':
        return { kind: 'under_way', why: `${line.batch} was sent, and nobody said what came of it` };
      case 'failed':
        return endedUnpaid(line);
      case 'paid':
      case 'returned':
        return paid(line);
    }
  }
}

/** The same for who looks whether money that was paid came back. */
export class ManualReturns implements Pick<PayingRail, 'read'> {
  private readonly rail: ManualRail;

  constructor(private readonly desk: Pick<BatchDesk, 'lineById'>) {
    this.rail = new ManualRail(desk);
  }

  async read(transfer: TransferId): Promise<Reading> {
    const line = await this.desk.lineById(transfer);
    return line?.state === 'returned' ? endedUnpaid(line) : this.rail.read(transfer);
  }
}

function endedUnpaid({ code, state }: BatchLine): Reading {
  return { kind: 'ended_unpaid', code: code ?? state, causeMayGo: false };
}

function paid({ endToEndId, group, payee, amountMinor, currency }: BatchLine): Reading {
  const destination = payee as Destination;
  return { kind: 'read', transfer: { id: endToEndId, group, destination, amountMinor, currency, reversedMinor: ZERO } };
}
