import type { IdempotencyKey } from '@ledger/rails/sending/payout-keys';
import { attemptOf, type Sending } from '@ledger/rails/sending/sending';
import { shippedMachine } from './machine';
import type { PlantedFault } from './planted-faults';
import { REPEATING_SMALL_TIMES as TIMES } from './small-times';

const sound = shippedMachine(TIMES);

/** Mistakes that a sender might make by a rail that lists nothing and pays later. */
export const plantedByRepeating: readonly PlantedFault[] = [
  {
    name: 'a key from a new id at each try',
    leadsTo: 'paid twice',
    machine: {
      ...sound,
      keyOf: (sending: Sending) => `${attemptOf(sending).key}.${attemptOf(sending).posts}` as IdempotencyKey,
    },
  },
  {
    name: 'a key that is sent again when the rail has forgotten it',
    leadsTo: 'paid twice',
    machine: { ...sound, times: { ...TIMES, windowMs: 2 * TIMES.windowMs } },
  },
  {
    name: 'an order that was taken in, believed to be paid',
    leadsTo: 'settled while it is under way',
    machine: {
      ...sound,
      judgePostAnswer: (order, sending, answer, at, times) =>
        answer.kind === 'accepted'
          ? [{ type: 'SendingSettled', transfer: answer.transfer, person: null, at }]
          : sound.judgePostAnswer(order, sending, answer, at, times),
    },
  },
  {
    name: 'what is under way, taken for what was not paid',
    leadsTo: 'failed though it is paid',
    machine: {
      ...sound,
      judgeReading: (order, reading, at) =>
        reading.kind === 'under_way'
          ? [{ type: 'SendingFailed', code: reading.why, person: null, at }]
          : sound.judgeReading(order, reading, at),
    },
  },
  {
    name: 'what the rail does not find, taken for what may be ordered anew',
    leadsTo: 'failed though it is paid',
    machine: {
      ...sound,
      judgeReading: (order, reading, at) =>
        reading.kind === 'missing'
          ? [{ type: 'AttemptRefused', code: 'missing', at }]
          : sound.judgeReading(order, reading, at),
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
        sound.heedPerson(order, sending, said, { kind: 'whole', transfers: [] }, at, times),
    },
  },
];
