import { instant, type Instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import { beginAttempt } from './begin-attempt';
import { conclude } from './conclude';
import { heedPerson, type PersonsWord } from './heed-person';
import { judgePostAnswer } from './judge-post-answer';
import { judgeListing, judgeReading } from './judge-transfers';
import { mayLeave, nextStep } from './next-step';
import { transferGroup } from './payout-keys';
import type { Destination, LedgerId, PayoutOrder } from './payout-order';
import type { Listing, PostAnswer } from './rail-answers';
import { evolve, isOver, NOT_SENT, type Sending } from './sending';
import { SENDING_TIMES } from './sending-times';
import type { Fence, RequestBody, SendingEvent } from './sending.events';
import type { Transfer, TransferId } from './transfer';

const order: PayoutOrder = {
  ledger: 'l7.1' as LedgerId,
  program: 'plixo',
  payout: 'po-3',
  destination: 'acct_1' as Destination,
  amountMinor: amountMinor(9_950),
  currency: 'USD',
};
const transfer: Transfer = {
  id: 'tr_1' as TransferId,
  group: transferGroup(order),
  destination: order.destination,
  amountMinor: order.amountMinor,
  currency: 'USD',
  reversedMinor: amountMinor(0),
};
const body = 'amount=9950' as RequestBody;
const fence = 4 as Fence;
const person = { by: 'fin', evidence: 'dashboard' };
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const none: Listing = { kind: 'whole', transfers: [] };
const unreadable: Listing = { kind: 'unknown', why: 'more pages than were read' };
const timedOut: PostAnswer = { kind: 'unknown', why: 'time-out' };
const taken: PostAnswer = { kind: 'taken', transfer, replayed: false };
const noBalance: PostAnswer = { kind: 'refused', code: 'balance_insufficient', causeMayGo: true };
const inactive: PostAnswer = { kind: 'refused', code: 'account_inactive', causeMayGo: false };
const busy: PostAnswer = { kind: 'put_off', code: 'key_in_use' };

/** A payout's sending, told in its own order: what is done, and how long after the first request. */
class Story {
  private sending: Sending = NOT_SENT;
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
    return this.record(beginAttempt(order, { attempt, body: () => body, fence }, { kind: 'ready' }, this.now));
  }
  postsAgain(): this {
    return this.record([{ type: 'PostAnnounced', fence, at: this.now }]);
  }
  answered(answer: PostAnswer): this {
    return this.record(judgePostAnswer(order, this.sending, answer, this.now, SENDING_TIMES));
  }
  lists(...transfers: Transfer[]): this {
    return this.record(judgeListing(order, { kind: 'whole', transfers }, this.now));
  }
  reads(read: Transfer): this {
    return this.record(judgeReading(order, { kind: 'read', transfer: read }, this.now));
  }
  concludes(): this {
    const step = this.next;
    if (step.do !== 'leave_to_person' && step.do !== 'give_up') throw new Error(`it would ${step.do}`);
    return this.record([conclude(step, this.now)]);
  }
  says(word: PersonsWord, listing: Listing = none): string {
    const heeded = heedPerson(order, this.sending, { word, person }, listing, this.now, SENDING_TIMES);
    if (heeded.kind === 'refused') return heeded.because;
    this.record(heeded.events);
    return this.state;
  }
  get next() {
    return nextStep(this.sending, this.now, SENDING_TIMES);
  }
  get state(): string {
    return this.sending.state.name;
  }
  get told(): Sending {
    return this.sending;
  }
}

const story = () => new Story();
/** One request, of which nobody knows what it did, and nothing was found since. */
const inDoubt = () => story().begins().answered(timedOut).lists();
/** Past the window and the quiet time, with nothing found. */
const manual = () =>
  inDoubt()
    .at(23 * HOUR)
    .lists()
    .concludes();

describe('a payout that is to be sent', () => {
  it('asks whether the account is ready before anything is sent', () => {
    expect(story().next).toEqual({ do: 'check', attempt: 1, refusedWith: null });
  });

  it('fails where the account is not, and waits where nobody can tell', () => {
    const beginning = { attempt: 1, body: () => body, fence };
    expect(beginAttempt(order, beginning, { kind: 'not_ready', code: 'past_due' }, instant(5))).toEqual([
      { type: 'SendingFailed', code: 'past_due', person: null, at: 5 },
    ]);
    expect(beginAttempt(order, beginning, { kind: 'unknown', why: 'time-out' }, instant(5))).toEqual([]);
    expect(beginAttempt(order, beginning, { kind: 'not_yet', code: 'balance_insufficient' }, instant(5))).toEqual([]);
  });

  it('records key, bytes and lease before the first request leaves', () => {
    expect(beginAttempt(order, { attempt: 2, body: () => body, fence }, { kind: 'ready' }, instant(5))).toEqual([
      { type: 'AttemptBegun', attempt: 2, key: 'payout:l7.1:plixo:po-3:2', body, fence, at: 5 },
    ]);
  });

  it('leaves within thirty seconds of being recorded, or not at all', () => {
    expect(mayLeave(instant(0), instant(30 * SECOND - 1), SENDING_TIMES)).toBe(true);
    expect(mayLeave(instant(0), instant(30 * SECOND), SENDING_TIMES)).toBe(false);
  });
});

describe('a first answer', () => {
  it('that the money was taken settles it', () => {
    const settled = story().begins().answered(taken);
    expect(settled.told.state).toEqual({ name: 'SETTLED', transfer: 'tr_1' });
    expect(isOver(settled.told)).toBe(true);
    expect(settled.next).toEqual({ do: 'tell' });
  });

  it.each([
    ['amount', { amountMinor: amountMinor(9_951) }],
    ['currency', { currency: 'EUR' }],
    ['account', { destination: 'acct_2' as Destination }],
    ['group', { group: null }],
    ['sum, as some was taken back', { reversedMinor: amountMinor(1) }],
  ])('that another %s was taken is left to a person', (_, change) => {
    const answer: PostAnswer = { kind: 'taken', transfer: { ...transfer, ...change }, replayed: false };
    expect(story().begins().answered(answer).next).toEqual({ do: 'ask_person' });
  });

  it('that the rail gives from memory is read again', () => {
    const told = story().begins().answered({ kind: 'taken', transfer, replayed: true });
    expect(told.next).toEqual({ do: 'read', transfer: 'tr_1' });
    expect(told.reads(transfer).state).toBe('SETTLED');
  });

  it('that put it off until its key was too old begins another attempt, once a listing shows nothing', () => {
    const off = story()
      .begins()
      .answered(busy)
      .at(24 * HOUR);
    expect(off.next).toEqual({ do: 'list' });
    expect(off.lists().next).toEqual({ do: 'check', attempt: 2, refusedWith: null });
  });

  it('that its key was used with another request is left to a person', () => {
    const answered = story().begins().answered({ kind: 'contradicted', code: 'idempotency_error' });
    expect(answered.told.state).toEqual({ name: 'FROZEN', because: 'key_used_otherwise' });
  });

  it('that puts it off has the same sent again, and nothing looked up', () => {
    const off = story().begins().answered(busy);
    expect(off.state).toBe('SENDING');
    expect(off.next).toEqual({ do: 'wait', until: 2 * SECOND });
    expect(off.at(2 * SECOND).next).toEqual({ do: 'post_again' });
  });

  it('that refuses it for good fails it', () => {
    expect(story().begins().answered(inactive).told.state).toEqual({ name: 'FAILED', code: 'account_inactive' });
  });
});

describe('a refusal whose cause may go', () => {
  const refused = () => story().begins().answered(noBalance);

  it('is followed by another attempt, once the account and the cause were looked at', () => {
    expect(refused().next).toEqual({ do: 'wait', until: 5 * MINUTE });
    expect(refused().at(5 * MINUTE).next).toEqual({
      do: 'check',
      attempt: 2,
      refusedWith: 'balance_insufficient',
    });
    const { attempt } = refused()
      .at(5 * MINUTE)
      .begins(2).told;
    expect(attempt).toMatchObject({ number: 2, key: 'payout:l7.1:plixo:po-3:2', begunAt: 5 * MINUTE, posts: 1 });
  });

  it('fails the payout where the cause stays for a week', () => {
    const given = refused().at(7 * 24 * HOUR);
    expect(given.next).toEqual({ do: 'give_up', code: 'balance_insufficient' });
    expect(given.concludes().told.state).toEqual({ name: 'FAILED', code: 'balance_insufficient' });
  });
});

describe('a request of which nobody knows what it did', () => {
  it('is looked for first, and sent again under the same key while it is younger than 23 hours', () => {
    const doubt = story().begins().answered(timedOut);
    expect(doubt.state).toBe('UNKNOWN');
    expect(doubt.next).toEqual({ do: 'list' });
    expect(doubt.at(3 * SECOND).lists().next).toEqual({ do: 'post_again' });
    expect(doubt.at(23 * HOUR - 1).next).toEqual({ do: 'post_again' });
    expect(doubt.at(23 * HOUR).next).toEqual({ do: 'list' });
  });

  it('is the same where its sender died before it recorded an answer', () => {
    expect(story().begins().next).toEqual({ do: 'list' });
    expect(story().begins().answered(busy).postsAgain().next).toEqual({ do: 'list' });
  });

  it('is sent less and less often, at least once an hour', () => {
    const again = inDoubt()
      .at(2 * SECOND)
      .postsAgain()
      .answered(timedOut)
      .lists();
    expect(again.next).toEqual({ do: 'wait', until: 6 * SECOND });
    for (let post = 0; post < 12; post++) again.postsAgain().answered(timedOut).lists();
    expect(again.next).toEqual({ do: 'wait', until: 2 * SECOND + HOUR });
  });

  it('is settled by the one transfer that pays it', () => {
    expect(inDoubt().lists(transfer).told.state).toEqual({ name: 'SETTLED', transfer: 'tr_1' });
  });

  it.each([
    ['several_transfers', [transfer, { ...transfer, id: 'tr_2' as TransferId }]],
    ['transfer_differs', [{ ...transfer, amountMinor: amountMinor(1) }]],
    ['transfer_reversed', [{ ...transfer, reversedMinor: transfer.amountMinor }]],
    ['transfer_reversed', [{ ...transfer, reversedMinor: amountMinor(1) }]],
  ])('is left to a person: %s', (because, transfers) => {
    expect(inDoubt().lists(...transfers).told.state).toEqual({ name: 'FROZEN', because });
  });

  it('is no wiser by a listing that was not read to its end', () => {
    expect(judgeListing(order, unreadable, instant(0))).toEqual([]);
  });

  it('is left to a person past the window, by a whole listing that was asked for after the quiet time alone', () => {
    const last = inDoubt()
      .at(23 * HOUR - MINUTE)
      .postsAgain()
      .answered(timedOut)
      .lists();
    expect(last.at(23 * HOUR).next).toEqual({ do: 'wait', until: 23 * HOUR + 14 * MINUTE });
    expect(last.at(23 * HOUR + 14 * MINUTE).next).toEqual({ do: 'list' });
    expect(last.lists().next).toEqual({ do: 'leave_to_person' });
    expect(last.concludes().state).toBe('MANUAL');
  });

  it('that is answered when it is sent again is read before it counts', () => {
    const told = inDoubt()
      .at(2 * SECOND)
      .postsAgain()
      .answered(taken);
    expect(told.state).toBe('TAKEN');
    expect(told.reads({ ...transfer, reversedMinor: transfer.amountMinor }).told.state).toEqual({
      name: 'FROZEN',
      because: 'transfer_reversed',
    });
    expect(judgeReading(order, { kind: 'missing' }, instant(1))).toEqual([
      { type: 'SendingFrozen', because: 'transfer_missing', at: 1 },
    ]);
    expect(judgeReading(order, { kind: 'unknown', why: 'time-out' }, instant(1))).toEqual([]);
  });
});

describe('a refusal of a request that was sent again', () => {
  const refusedAfter = (ms: number) => inDoubt().at(ms).postsAgain().answered(inactive);

  it('says nothing of the one before it while that may still arrive', () => {
    const doubted = refusedAfter(15 * MINUTE - 1);
    expect(doubted.state).toBe('UNKNOWN');
    expect(
      doubted
        .lists()
        .at(15 * MINUTE + 2 * SECOND)
        .postsAgain()
        .answered(inactive).state,
    ).toBe('FAILED');
  });

  it('counts when the one before it is older than the quiet time', () => {
    expect(refusedAfter(15 * MINUTE).state).toBe('FAILED');
  });

  it('counts at once where all before it were put off', () => {
    const off = story()
      .begins()
      .answered(busy)
      .at(2 * SECOND)
      .postsAgain();
    expect(off.answered(noBalance).state).toBe('REFUSED');
  });

  it('waits for the request in doubt, not for those that were put off after it', () => {
    const off = inDoubt()
      .at(10 * MINUTE)
      .postsAgain()
      .answered(busy)
      .at(15 * MINUTE)
      .postsAgain();
    expect(off.answered(inactive).state).toBe('FAILED');
  });
});

describe('what waits for a person', () => {
  it('is looked up once a day, and settled by a transfer that came late', () => {
    expect(manual().next).toEqual({ do: 'ask_person' });
    expect(manual().at(47 * HOUR).next).toEqual({ do: 'list' });
    expect(
      manual()
        .at(47 * HOUR)
        .lists(transfer).state,
    ).toBe('SETTLED');
  });

  it('is failed by word where no money is under way for it', () => {
    const word: PersonsWord = { says: 'not_paid', code: 'by_hand' };
    expect(manual().says(word)).toBe('FAILED');
    expect(manual().says(word, { kind: 'whole', transfers: [transfer] })).toBe('transfer_stands');
    expect(manual().says(word, unreadable)).toBe('rail_does_not_say');
    const reversed = { ...transfer, reversedMinor: transfer.amountMinor };
    expect(manual().says(word, { kind: 'whole', transfers: [reversed] })).toBe('FAILED');
    expect(manual().says(word, { kind: 'whole', transfers: [reversed, transfer] })).toBe('transfer_stands');
  });

  it('is settled by word where the rail shows that very transfer, and it pays', () => {
    const listing: Listing = { kind: 'whole', transfers: [transfer, { ...transfer, id: 'tr_2' as TransferId }] };
    const frozen = inDoubt().lists(...listing.transfers);
    expect(frozen.says({ says: 'paid', transfer: 'tr_3' as TransferId }, listing)).toBe('transfer_does_not_pay');
    expect(frozen.says({ says: 'paid', transfer: 'tr_2' as TransferId }, listing)).toBe('SETTLED');
  });

  it('is sent under a new key by word, where the group is empty', () => {
    const word: PersonsWord = { says: 'send_anew' };
    expect(
      manual().says(word, { kind: 'whole', transfers: [{ ...transfer, reversedMinor: amountMinor(9_950) }] }),
    ).toBe('transfer_stands');
    const allowed = manual();
    expect(allowed.says(word)).toBe('ALLOWED');
    expect(allowed.next).toEqual({ do: 'check', attempt: 2, refusedWith: null });
  });

  it('cannot be judged while a request may still take effect', () => {
    const frozen = inDoubt().lists(transfer, transfer);
    expect(frozen.at(15 * MINUTE - 1).says({ says: 'not_paid', code: 'x' })).toBe('too_early');
    expect(frozen.at(15 * MINUTE).says({ says: 'not_paid', code: 'x' })).toBe('FAILED');
  });

  it('is nothing that the sender is still at', () => {
    expect(inDoubt().at(HOUR).says({ says: 'not_paid', code: 'x' })).toBe('not_waiting_for_a_person');
    expect(story().begins().answered(taken).says({ says: 'not_paid', code: 'x' })).toBe('not_waiting_for_a_person');
  });
});
