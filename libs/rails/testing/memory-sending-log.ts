import type { PayoutName } from '../sending/payout-name';
import { evolve, NOT_SENT } from '../sending/sending';
import type { SendingEvent } from '../sending/sending.events';
import type { SendingLog } from '../sender/sending-log';

/** The streams of payouts' sending in memory. */
export class MemorySendingLog implements SendingLog {
  private readonly streams = new Map<string, readonly SendingEvent[]>();

  /** All that was recorded of a payout. */
  events({ program, payout }: PayoutName): readonly SendingEvent[] {
    return this.streams.get(`${program} ${payout}`) ?? [];
  }

  read(payout: PayoutName): ReturnType<SendingLog['read']> {
    const events = this.events(payout);
    return Promise.resolve({ sending: events.reduce(evolve, NOT_SENT), revision: events.length });
  }

  append(name: PayoutName, revision: number, events: readonly SendingEvent[]): Promise<number | null> {
    const recorded = this.events(name);
    if (recorded.length !== revision) return Promise.resolve(null);
    this.streams.set(`${name.program} ${name.payout}`, [...recorded, ...events]);
    return Promise.resolve(recorded.length + events.length);
  }
}
