import type { EventStore } from '@ledger/event-store/event-store';
import type { SendingLog } from '../sender/sending-log';
import type { PayoutName } from '../sending/payout-name';
import { evolve, NOT_SENT } from '../sending/sending';
import type { SendingEvent } from '../sending/sending.events';
import type { BodySeal } from './body-seal';
import { fromRecord, toRecord } from './sending-codec';
import { sendingStream } from './sending-stream';

/** The streams of payouts' sending in the event store, beside those of the ledger. */
export class EventStoreSendingLog implements SendingLog {
  constructor(
    private readonly store: EventStore,
    private readonly seal: BodySeal,
  ) {}

  async read(payout: PayoutName): ReturnType<SendingLog['read']> {
    let sending = NOT_SENT;
    let revision = 0;
    for await (const recorded of this.store.read(sendingStream(payout), 0n)) {
      sending = evolve(sending, await fromRecord(nameOf(payout), recorded, this.seal));
      revision += 1;
    }
    return { sending, revision };
  }

  async append(payout: PayoutName, revision: number, events: readonly SendingEvent[]): Promise<number | null> {
    const records = await Promise.all(events.map((event) => toRecord(nameOf(payout), event, this.seal)));
    const request = { stream: sendingStream(payout), expectedRevision: BigInt(revision - 1), events: records };
    const result = await this.store.append([request]);
    return result.ok ? revision + events.length : null;
  }
}

/** An order says more than which payout it is. */
function nameOf({ program, payout }: PayoutName): PayoutName {
  return { program, payout };
}
