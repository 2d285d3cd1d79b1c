import { instant, type Instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import { beginAttempt } from './begin-attempt';
import { conclude } from './conclude';
import { heedPerson, type PersonsWord } from './heed-person';
import { judgePostAnswer } from './judge-post-answer';
import { judgeReading } from './judge-transfers';
import { asListing, lookUpForWord } from './look-up-for-word';
import { lookLater, nextStep, type Step } from './next-step';
import { transferGroup } from './payout-keys';
import type { Destination, LedgerId, PayoutOrder } from './payout-order';
import type { PostAnswer, Reading } from './rail-answers';
import { evolve, NOT_SENT, type Sending } from './sending';
import { REPEATING_TIMES as times } from './sending-times';
import type { Fence, RequestBody, SendingEvent } from './sending.events';
import type { Transfer, TransferId } from './transfer';

const order: PayoutOrder = {
  ledger: 'l7.1' as LedgerId,
  program: 'odoopbx',
  payout: 'po-3',
  destination: 'p@example.org' as Destination,
  amountMinor: amountMinor(9_950),
  currency: 'USD',
};
const batch = 'BATCH1' as TransferId;
const item: Transfer = {
  id: 'ITEM1' as TransferId,
  group: transferGroup(order),
  destination: order.destination,
  amountMinor: order.amountMinor,
  currency: 'USD',
  reversedMinor: amountMinor(0),
  feeMinor: amountMinor(25),
};
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const fence = 1 as Fence;
const accepted: PostAnswer = { kind: 'accepted', transfer: batch };
const timedOut: PostAnswer = { kind: 'unknown', why: 'time-out' };
const underWay: Reading = { kind: 'under_way', why: 'UNCLAIMED' };
const unpaid: Reading = { kind: 'ended_unpaid', code: 'RECEIVER_ACCOUNT_LOCKED', causeMayGo: false };
const unfunded: Reading = { kind: 'ended_unpaid', code: 'INSUFFICIENT_FUNDS', causeMayGo: true };
const missing: Reading = { kind: 'missing' };

/** A payout's sending by a rail that lists nothing, told in its own order. */
class Story {
  sending: Sending = NOT_SENT;
  private now: Instant = instant(0);

  at(ms: number): this {
    this.now = instant(ms);
    return this;
  }
  private record(events: readonly SendingEvent[]): this {
    this.sending = events.reduce(evolve, this.sending);
    return this;
  }
  begins(attempt = 1): this {
    const body = (key: string) => `{"id":"${key}"}` as RequestBody;
    return this.record(beginAttempt(order, { attempt, body, fence }, { kind: 'ready' }, this.now));
  }
  postsAgain(): this {
    return this.record([{ type: 'PostAnnounced', fence, at: this.now }]);
  }
  answered(answer: PostAnswer): this {
    return this.record(judgePostAnswer(order, this.sending, answer, this.now, times));
  }
  reads(reading: Reading): this {
    return this.record(judgeReading(order, reading, this.now));
  }
  concludes(): this {
    const { next } = this;
    if (next.do !== 'leave_to_person' && next.do !== 'give_up') throw new Error(`it would ${next.do}`);
    return this.record([conclude(next, this.now)]);
  }
  /** A person speaks, and the rail answers so to what it is asked. */
  says(word: PersonsWord, reading: Reading): string {
    const { ask } = lookUpForWord(this.sending, word, times);
    const listing = ask === 'read' ? asListing(reading, word) : ({ kind: 'unknown', why: ask } as const);
    const person = { by: 'ada', evidence: 'ticket' };
    const heeded = heedPerson(order, this.sending, { word, person }, listing, this.now, times);
    if (heeded.kind === 'refused') return heeded.because;
    this.record(heeded.events);
    return this.sending.state.name;
  }
  get next(): Step {
    return nextStep(this.sending, this.now, times);
  }
}

const story = () => new Story();
const notPaid: PersonsWord = { says: 'not_paid', code: 'by_hand' };

describe('a payout by a rail that takes an order in and pays later', () => {
  it('has the key in its bytes', () => {
    expect(story().begins(2).sending.attempt?.body).toBe('{"id":"payout:l7.1:odoopbx:po-3:2"}');
  });

  it('is read until it came to its end, and settled with what the rail took', () => {
    const told = story().begins().answered(accepted);
    expect(told.next).toEqual({ do: 'read', transfer: batch });
    const { sending } = told.at(3 * SECOND);
    expect(told.reads(underWay).sending).toBe(sending);
    expect(told.reads({ kind: 'read', transfer: item }).sending.state).toEqual({
      name: 'SETTLED',
      transfer: 'ITEM1',
      feeMinor: 25n,
    });
  });

  it('is read less and less often, at least once an hour', () => {
    const { sending } = story().begins().answered(accepted);
    const again = (ms: number) => lookLater(sending, instant(ms), times);
    expect(again(0)).toEqual({ do: 'look_later', until: 2 * SECOND });
    expect(again(MINUTE)).toEqual({ do: 'look_later', until: 2 * MINUTE });
    expect(again(20 * DAY)).toEqual({ do: 'look_later', until: 20 * DAY + HOUR });
  });

  it('fails where it ended unpaid', () => {
    const ended = story().begins().answered(accepted).reads(unpaid);
    expect(ended.sending.state).toEqual({ name: 'FAILED', code: 'RECEIVER_ACCOUNT_LOCKED' });
  });

  it('is ordered anew each quarter of an hour of a week where there was too little to pay it, and given up then', () => {
    const ended = story().begins().answered(accepted).reads(unfunded);
    expect(ended.next).toEqual({ do: 'wait', until: 15 * MINUTE });
    expect(ended.at(15 * MINUTE).next).toEqual({ do: 'check', attempt: 2, refusedWith: 'INSUFFICIENT_FUNDS' });
    const last = story().begins(672).answered(accepted).reads(unfunded);
    expect(last.next).toEqual({ do: 'give_up', code: 'INSUFFICIENT_FUNDS' });
  });

  it('waits for a person where it is under way for longer than it can be, and ends by itself still', () => {
    const told = story().begins().answered(accepted);
    expect(told.at(40 * DAY - 1).next).toEqual({ do: 'read', transfer: batch });
    expect(told.at(40 * DAY).next).toEqual({ do: 'leave_to_person' });
    expect(told.concludes().sending.state.name).toBe('MANUAL');
    expect(told.next).toEqual({ do: 'read', transfer: batch });
    expect(told.reads({ kind: 'read', transfer: item }).sending.state.name).toBe('SETTLED');
  });
});

describe('a request of which nobody knows what it did, where the rail lists nothing', () => {
  it('is sent again, with no look before, for 29 days', () => {
    const doubt = story().begins().answered(timedOut);
    expect(doubt.next).toEqual({ do: 'wait', until: 2 * SECOND });
    expect(doubt.at(2 * SECOND).next).toEqual({ do: 'post_again' });
    expect(story().begins().at(MINUTE).next).toEqual({ do: 'post_again' });
    expect(doubt.at(29 * DAY - 1).next).toEqual({ do: 'post_again' });
  });

  it('is left to a person after that, when the last can do nothing any more', () => {
    const last = story()
      .begins()
      .answered(timedOut)
      .at(29 * DAY - MINUTE)
      .postsAgain()
      .answered(timedOut);
    expect(last.at(29 * DAY).next).toEqual({ do: 'wait', until: 29 * DAY + 14 * MINUTE });
    expect(last.at(29 * DAY + 14 * MINUTE).next).toEqual({ do: 'leave_to_person' });
    expect(last.concludes().next).toEqual({ do: 'ask_person' });
  });

  it('is known again, and read', () => {
    const again = story()
      .begins()
      .answered(timedOut)
      .at(2 * SECOND)
      .postsAgain()
      .answered(accepted);
    expect(again.next).toEqual({ do: 'read', transfer: batch });
  });
});

describe('the word of a person, where the rail lists nothing', () => {
  const manual = () =>
    story()
      .begins()
      .answered(timedOut)
      .at(29 * DAY)
      .concludes();
  const frozen = () => story().begins().answered(accepted).reads(missing).at(DAY);
  const paid: PersonsWord = { says: 'paid', transfer: item.id };

  it('that it was not paid is not taken where there is nothing that the rail could be asked for', () => {
    expect(manual().says(notPaid, unpaid)).toBe('rail_does_not_say');
    expect(manual().says({ says: 'send_anew' }, unpaid)).toBe('rail_does_not_say');
  });

  it('that a transfer paid it is taken where the rail shows that it does', () => {
    expect(manual().says(paid, missing)).toBe('transfer_does_not_pay');
    expect(manual().says(paid, { kind: 'read', transfer: { ...item, group: null } })).toBe('transfer_does_not_pay');
    expect(manual().says(paid, unpaid)).toBe('transfer_does_not_pay');
    expect(manual().says(paid, underWay)).toBe('rail_does_not_say');
    expect(manual().says(paid, { kind: 'read', transfer: item })).toBe('SETTLED');
  });

  it('that it was not paid is taken where what the rail told of ended so', () => {
    expect(frozen().says(notPaid, missing)).toBe('rail_does_not_say');
    expect(frozen().says(notPaid, underWay)).toBe('rail_does_not_say');
    expect(frozen().says(notPaid, { kind: 'read', transfer: item })).toBe('transfer_stands');
    expect(frozen().says(notPaid, unpaid)).toBe('FAILED');
    expect(frozen().says({ says: 'send_anew' }, unpaid)).toBe('ALLOWED');
  });
});
