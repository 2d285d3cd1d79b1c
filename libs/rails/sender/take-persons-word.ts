import type { Instant } from '@ledger/kernel/instant';
import type { PayingRail } from '../rail';
import { heedPerson, type PersonsWord, type WordRefused } from '../sending/heed-person';
import { asListing, lookUpForWord } from '../sending/look-up-for-word';
import type { PayoutOrder } from '../sending/payout-order';
import type { Listing } from '../sending/rail-answers';
import type { Sending } from '../sending/sending';
import type { SendingTimes } from '../sending/sending-times';
import type { Person } from '../sending/sending.events';
import type { SendingLog } from './sending-log';

export interface WordTools {
  readonly rail: PayingRail;
  readonly log: SendingLog;
  readonly times: SendingTimes;
  readonly clock: () => Instant;
}

/** Records what a person says of a payout, unless the rail speaks against it. Answers why it was not taken; null: it was. */
export async function takePersonsWord(
  order: PayoutOrder,
  said: { readonly word: PersonsWord; readonly person: Person },
  { rail, log, times, clock }: WordTools,
): Promise<WordRefused | 'overtaken' | null> {
  const { sending, revision } = await log.read(order);
  const at = clock();
  const heeded = heedPerson(order, sending, said, await lookUp(order, sending, said.word, { rail, times }), at, times);
  if (heeded.kind === 'refused') return heeded.because;
  return (await log.append(order, revision, heeded.events)) === null ? 'overtaken' : null;
}

async function lookUp(
  order: PayoutOrder,
  sending: Sending,
  word: PersonsWord,
  { rail, times }: Pick<WordTools, 'rail' | 'times'>,
): Promise<Listing> {
  const asked = lookUpForWord(sending, word, times);
  if (asked.ask === 'list') return rail.list(order);
  if (asked.ask === 'read') return asListing(await rail.read(asked.transfer), word);
  return { kind: 'unknown', why: 'the rail told of no transfer, and lists none' };
}
