import { instant } from '@ledger/kernel/instant';
import type { IdempotencyKey } from '@ledger/rails/sending/payout-keys';
import { attemptOf, type Sending } from '@ledger/rails/sending/sending';
import type { Machine } from './machine';
import { shippedMachine } from './machine';
import { TIMES } from './small-times';

/** A mistake that a sender might make, and what it leads to. */
export interface PlantedFault {
  readonly name: string;
  readonly machine: Machine;
  readonly leadsTo: string;
}

const sound = shippedMachine(TIMES);
const LONG = 100;

export const plantedFaults: readonly PlantedFault[] = [
  {
    name: 'a key from a new id at each try',
    leadsTo: 'paid twice',
    machine: {
      ...sound,
      keyOf: (sending: Sending) => `${attemptOf(sending).key}.${attemptOf(sending).posts}` as IdempotencyKey,
    },
  },
  {
    name: 'absent, taken from an empty list',
    leadsTo: 'paid after it failed',
    machine: {
      ...sound,
      judgeListing: (order, listing, at) => {
        const isEmpty = listing.kind === 'whole' && listing.transfers.length === 0;
        if (!isEmpty) return sound.judgeListing(order, listing, at);
        return [{ type: 'NewKeyAllowed', person: { by: 'nobody', evidence: 'an empty list' }, at }];
      },
    },
  },
  {
    name: 'an answer that is believed without reading it again',
    leadsTo: 'settled by an answer that was out of date',
    machine: {
      ...sound,
      judgePostAnswer: (order, sending, answer, at, times) =>
        answer.kind === 'taken'
          ? [{ type: 'SendingSettled', transfer: answer.transfer.id, person: null, at }]
          : sound.judgePostAnswer(order, sending, answer, at, times),
    },
  },
  {
    name: 'a key that is sent again, with no look before, when the rail has forgotten it',
    leadsTo: 'paid twice',
    machine: {
      ...sound,
      times: { ...TIMES, windowMs: 2 * TIMES.windowMs },
      nextStep: (sending, now, times) => {
        const step = sound.nextStep(sending, now, times);
        return step.do === 'list' ? { do: 'post_again' } : step;
      },
    },
  },
  {
    name: 'a refusal that is believed while another request is under way',
    leadsTo: 'paid after it failed',
    machine: {
      ...sound,
      judgePostAnswer: (order, sending, answer, at, times) => {
        const attempt = { ...attemptOf(sending), earlierOpenAt: null };
        return sound.judgePostAnswer(order, { ...sending, attempt }, answer, at, times);
      },
    },
  },
  {
    name: 'a person who is believed without a look at the rail',
    leadsTo: 'failed though it is paid',
    machine: {
      ...sound,
      heedPerson: (order, sending, said, _listing, at, times) =>
        sound.heedPerson(order, sending, said, { kind: 'whole', transfers: [] }, instant(at + LONG), times),
    },
  },
  {
    name: 'more pages than were read, taken for an empty list',
    leadsTo: 'failed though it is paid',
    machine: {
      ...sound,
      heedPerson: (order, sending, said, listing, at, times) => {
        const seen = listing.kind === 'unknown' ? ({ kind: 'whole', transfers: [] } as const) : listing;
        return sound.heedPerson(order, sending, said, seen, at, times);
      },
    },
  },
  {
    name: 'no quiet time before a person may say that nothing was sent',
    leadsTo: 'paid after it failed',
    machine: { ...sound, times: { ...TIMES, quietMs: 0 } },
  },
  {
    name: 'a request that leaves long after it was announced',
    leadsTo: 'failed though it is paid',
    machine: { ...sound, mayLeave: () => true },
  },
];
