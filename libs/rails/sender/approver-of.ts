import { readEnvelope } from '@ledger/contracts/read-envelope';
import { readEvent } from '@ledger/contracts/read-event';
import type { EventStore } from '@ledger/event-store/event-store';
import { recordedArrival } from '@ledger/runner/log/arrival-events';
import { factsStream } from '@ledger/runner/log/stream-names';
import type { OpenPayout } from './open-payout';

/** Who approved a payout: the fact that it was made at says so. null: a run made it, nobody had to. */
export async function approverOf(
  { program, madeAtSeq }: Pick<OpenPayout, 'program' | 'madeAtSeq'>,
  store: EventStore,
): Promise<string | null> {
  for await (const recorded of store.read(factsStream(program), BigInt(madeAtSeq - 1), 1)) {
    const envelope = readEnvelope(recordedArrival(recorded).event ?? {});
    const read = envelope.ok ? readEvent(envelope) : null;
    if (read?.ok === true && read.event.type === 'payout.approved') return read.event.data.by;
  }
  return null;
}
