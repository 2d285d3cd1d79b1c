import type { EventStore, RecordedEvent } from '@ledger/event-store/event-store';
import { formatInstant, parseInstant, type Instant } from '@ledger/kernel/instant';
import { placedDecision } from '@ledger/runner/log/decision-events';
import { eventIdOf } from '@ledger/runner/log/event-id';
import { kindAndVersionOf, readRecorded } from '@ledger/runner/log/recorded-kinds';
import { aggregateStream } from '@ledger/runner/log/stream-names';
import type { OutputEvent } from '@ledger/runner/outputs/output-event';
import type { PayoutMade } from '@ledger/stages/payout/payout.decisions';
import type { PayoutName } from '../sending/payout-name';
import { SENDING_CATEGORY } from './sending-stream';

/** An attempt at paying, as its stream tells when it began. */
export interface BegunAttempt extends PayoutName {
  readonly attempt: number;
  readonly at: Instant;
}

/** A payout with the fact on which it was made. */
export interface MadeOn {
  readonly made: PayoutMade;
  readonly seq: number;
  readonly fact: string;
}

/** Whether an event is of what the senders of payouts did. */
export function isOfSending({ stream }: Pick<RecordedEvent, 'stream'>): boolean {
  return stream.startsWith(`${SENDING_CATEGORY}-`);
}

/**
 * What other systems are told of an event of a payout's sending: that it was sent, when the first request of an attempt
 * leaves. null: nothing. Its id follows from payout and attempt, however often and by whom it is told.
 */
export async function outputOfSending(store: EventStore, recorded: RecordedEvent): Promise<OutputEvent | null> {
  if (kindAndVersionOf(recorded.type).kind !== 'AttemptBegun') return null;
  const { data } = readRecorded(recorded);
  const { program, payout } = recorded.metadata;
  const said = data['at'];
  const at = typeof said === 'string' ? parseInstant(said) : null;
  if (typeof program !== 'string' || typeof payout !== 'string' || at === null) {
    throw new TypeError(`${recorded.stream}@${recorded.revision}: it does not say which payout was sent, or when`);
  }
  const begun = { program, payout, attempt: Number(data['attempt']), at };
  return sentOutput(begun, await madeOn(store, begun));
}

/** That an attempt at a payout began, for other systems. */
export function sentOutput({ program, payout, attempt, at }: BegunAttempt, { made, seq, fact }: MadeOn): OutputEvent {
  const { partner, currency, rail } = made;
  const sentAt = formatInstant(at);
  const data = { seq, fact, payout, partner, currency, rail, netMinor: `${made.netMinor}`, attempt, sentAt };
  return {
    id: eventIdOf(`${program}/${payout}/sent/${attempt}`),
    service: 'payout',
    time: sentAt,
    program,
    key: partner,
    output: { type: 'payout.sent', data },
  };
}

async function madeOn(store: EventStore, { program, payout }: PayoutName): Promise<MadeOn> {
  for await (const recorded of store.read(aggregateStream(program, 'payout', payout), 0n)) {
    const { decision, seq } = placedDecision(recorded);
    const { fact } = recorded.metadata;
    if (decision.type === 'PayoutMade' && typeof fact === 'string') return { made: decision, seq, fact };
  }
  throw new RangeError(`${payout} of ${program} was sent, and the log does not have that it was made`);
}
