import { readEnvelope } from '@ledger/contracts/read-envelope';
import { readEvent } from '@ledger/contracts/read-event';
import type { EventOf } from '@ledger/contracts/events';
import type { EventStore } from '@ledger/event-store/event-store';
import { recordedArrival } from '@ledger/runner/log/arrival-events';
import { placedDecision } from '@ledger/runner/log/decision-events';
import { aggregateStream, factsStream } from '@ledger/runner/log/stream-names';
import type { PersonalDataStore } from '@ledger/runner/personal/personal-data-store';
import { compareKeys, keyOf } from '@ledger/stages/facts/fact-key';
import type { Destination } from '../sending/payout-order';
import type { OpenPayout } from './open-payout';

type MethodSet = EventOf<'partner.payout_method_set'>;

/** Nobody knows any more where a payout goes: a person decides about it. */
export class DestinationUnknown extends Error {
  override readonly name = 'DestinationUnknown';
}

export interface WhereAccountsAre {
  readonly store: EventStore;
  readonly personalData: PersonalDataStore;
}

/**
 * The account that a payout goes to: that of the payout method which the partner had when the payout was made. Whatever
 * is set later is for later payouts: one payout with two accounts could be paid to both. By hand it is the id of a payee,
 * who is the partner itself where the method names none, or there is none as by hand is how the program pays.
 * Throws DestinationUnknown.
 */
export async function findDestination(payout: OpenPayout, where: WhereAccountsAre): Promise<Destination> {
  const method = await methodWhenMade(payout, where.store);
  const ref = method?.data.rail === payout.rail ? method.data.account : undefined;
  if (ref === undefined) {
    if (payout.rail === 'manual') return payout.partner as Destination;
    throw new DestinationUnknown(`${payout.partner} had no account with ${payout.rail} when ${payout.payout} was made`);
  }
  const account = (await where.personalData.read([ref])).get(ref);
  if (account === undefined) throw new DestinationUnknown(`the account of ${payout.partner} was erased`);
  return JSON.parse(account) as Destination;
}

/** Each fact about a payee is told in its stream by its number; the latest by its own time is the one that counts. */
async function methodWhenMade(payout: OpenPayout, store: EventStore): Promise<MethodSet | undefined> {
  const { program, partner, madeAtSeq } = payout;
  const methods: MethodSet[] = [];
  for await (const event of store.read(aggregateStream(program, 'payee', partner), 0n)) {
    const { seq } = placedDecision(event);
    if (seq >= madeAtSeq) break;
    const method = await methodAt(store, program, seq);
    if (method !== null) methods.push(method);
  }
  return methods.sort((a, b) => compareKeys(keyOf(a), keyOf(b))).at(-1);
}

async function methodAt(store: EventStore, program: string, seq: number): Promise<MethodSet | null> {
  for await (const recorded of store.read(factsStream(program), BigInt(seq - 1), 1)) {
    const envelope = readEnvelope(recordedArrival(recorded).event ?? {});
    const read = envelope.ok ? readEvent(envelope) : null;
    if (read?.ok === true && read.event.type === 'partner.payout_method_set') return read.event;
  }
  return null;
}
