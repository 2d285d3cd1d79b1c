import { readEnvelope } from '@ledger/contracts/read-envelope';
import { readEvent } from '@ledger/contracts/read-event';
import type { PersonalDataStore } from '@ledger/runner/personal/personal-data-store';
import type { EventStore } from '@ledger/event-store/event-store';
import { recordedArrival } from '@ledger/runner/log/arrival-events';
import { factsStream } from '@ledger/runner/log/stream-names';
import type { OpenPayout } from './open-payout';

export interface WhereApproversAre {
  readonly store: EventStore;
  readonly personalData: PersonalDataStore;
}

/** Who approved a payout: the fact that it was made at says so. null: a run made it, nobody had to. */
export async function approverOf(
  { program, madeAtSeq }: Pick<OpenPayout, 'program' | 'madeAtSeq'>,
  { store, personalData }: WhereApproversAre,
): Promise<string | null> {
  for await (const recorded of store.read(factsStream(program), BigInt(madeAtSeq - 1), 1)) {
    const envelope = readEnvelope(recordedArrival(recorded).event ?? {});
    const read = envelope.ok ? readEvent(envelope) : null;
    if (read?.ok === true && read.event.type === 'payout.approved') return nameBehind(read.event.data.by, personalData);
  }
  return null;
}

/** The log has pseudonyms of people; one whose name was erased stays one. */
async function nameBehind(ref: string, personalData: PersonalDataStore): Promise<string> {
  const text = (await personalData.read([ref])).get(ref);
  return text === undefined ? ref : (JSON.parse(text) as string);
}
