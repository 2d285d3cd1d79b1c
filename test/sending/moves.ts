import { conclude } from '@ledger/rails/sending/conclude';
import { HELD_UP } from '@ledger/rails/sending/judge-post-answer';
import type { Listing, Readiness, Reading } from '@ledger/rails/sending/rail-answers';
import type { PersonsWord } from '@ledger/rails/sending/heed-person';
import { asListing, lookUpForWord } from '@ledger/rails/sending/look-up-for-word';
import { attemptOf, evolve, isOver, type Sending } from '@ledger/rails/sending/sending';
import type { Fence, RequestBody, SendingEvent } from '@ledger/rails/sending/sending.events';
import type { TransferId } from '@ledger/rails/sending/transfer';
import type { Machine } from './machine';
import { forgetKeys, listed, type Given, type Outcome, type Rail } from './modelled-rail';
import type { RailModel } from './rail-model';
import { FLIGHT_TIME, KEYS_KEPT_FOR } from './small-times';
import { later, ORDER, type InHand, type Sender, type World } from './world';

/** One step of the world, and what is wrong with it, if anything is. */
export interface Move {
  readonly label: string;
  readonly to: World;
  readonly wrong: string | null;
}

/** What limits the model; everything else runs until nothing new is reached. */
export interface Bounds {
  readonly attempts: number;
  /** Requests of the payout that are under way at a time. */
  readonly flights: number;
  readonly rail: RailModel;
}

const MORE_PAGES: Listing = { kind: 'unknown', why: 'more pages than were read' };
const READINESS: readonly Readiness[] = [{ kind: 'ready' }, { kind: 'not_ready', code: 'account_inactive' }];
const FENCE = 1 as Fence;
const BODY = 'amount=9950' as RequestBody;
const PERSON = { by: 'finance', evidence: 'looked it up' };
const names = ['sender A', 'sender B'];

/** All that can happen next, from the senders, the rail, the clock, a person and whoever else can touch the account. */
export function movesFrom(world: World, machine: Machine, bounds: Bounds): Move[] {
  const senders = world.senders.flatMap((sender, index) => movesOfSender(world, sender, index, machine, bounds));
  const flights = world.rail.flights.flatMap((_, index) => movesOfFlight(world, index, bounds));
  const byItself = isOver(world.sending) ? [] : bounds.rail.comesTo(world.rail);
  return [
    ...senders,
    ...flights,
    ...byItself.map(({ label, rail }) => move(label, { ...world, rail })),
    ...movesOfPerson(world, machine, bounds),
    ...movesFromOutside(world),
    ...clock(world),
  ];
}

function movesOfSender(world: World, sender: Sender, index: number, machine: Machine, bounds: Bounds): Move[] {
  const crash = move(`${name(index)} is killed and starts again`, without(world, index, { is: 'idle' }));
  switch (sender.is) {
    case 'idle':
      return looks(world, index, machine, bounds);
    case 'holding':
      return [records(world, sender.inHand, index, machine), crash];
    case 'about_to_post':
      return [...posts(world, sender, index, machine, bounds), crash];
    case 'waiting':
      return [timesOut(world, index), crash];
  }
}

/** An idle sender reads the record, and does what the machine says. */
function looks(world: World, index: number, machine: Machine, bounds: Bounds): Move[] {
  const { attempts } = bounds;
  const { sending, rail, now } = world;
  const step = machine.nextStep(sending, now, machine.times);
  const holds = (what: string, inHand: InHand) =>
    move(`${name(index)} ${what}`, withSender(world, index, { is: 'holding', inHand }));
  switch (step.do) {
    case 'check': {
      if (step.attempt > attempts) return [];
      return READINESS.map((readiness) =>
        holds(`asks whether the account is ready: ${readiness.kind}`, {
          kind: 'readiness',
          readiness,
          attempt: step.attempt,
        }),
      );
    }
    case 'post_again': {
      const to = recorded(world, [{ type: 'PostAnnounced', fence: FENCE, at: now }]);
      return [move(`${name(index)} announces the same request again`, withSender(to, index, aboutToPost(to, machine)))];
    }
    case 'list': {
      const listings = [listed(ORDER, rail), MORE_PAGES].filter(
        (listing) => machine.judgeListing(ORDER, listing, now).length > 0,
      );
      return listings.map((listing) =>
        holds(`lists the transfers: ${counted(listing)}`, { kind: 'listing', listing, askedAt: now }),
      );
    }
    case 'read': {
      return readings(world, step.transfer, bounds)
        .filter((reading) => machine.judgeReading(ORDER, reading, now).length > 0)
        .map((reading) => holds(`reads ${step.transfer}: ${reading.kind}`, { kind: 'reading', reading }));
    }
    case 'leave_to_person':
    case 'give_up':
      return [recordedMove(`${name(index)} records: ${step.do}`, world, [conclude(step, now)])];
    case 'wait':
    case 'look_later':
    case 'ask_person':
    case 'tell':
      return [];
  }
}

function readings({ rail }: World, transfer: TransferId, bounds: Bounds): readonly Reading[] {
  return bounds.rail.readings(ORDER, rail, Number(transfer.slice(1)));
}

/** What a sender holds is judged and recorded; the first intent is recorded and its request may leave. */
function records(world: World, inHand: InHand, index: number, machine: Machine): Move {
  const idle = withSender(world, index, { is: 'idle' });
  const outOfDate = inHand.kind === 'answer' && inHand.given.outOfDate;
  const events = judged(world, inHand, machine);
  const moved = recordedMove(
    `${name(index)} records: ${events.map(({ type }) => type).join()}`,
    idle,
    events,
    outOfDate,
  );
  if (events[0]?.type !== 'AttemptBegun') return moved;
  return { ...moved, to: withSender(moved.to, index, aboutToPost(moved.to, machine)) };
}

function judged({ sending, now }: World, inHand: InHand, machine: Machine): SendingEvent[] {
  switch (inHand.kind) {
    case 'readiness': {
      const beginning = { attempt: inHand.attempt, body: () => BODY, fence: FENCE };
      return machine.beginAttempt(ORDER, beginning, inHand.readiness, now);
    }
    case 'answer':
      return machine.judgePostAnswer(ORDER, sending, inHand.given.answer, now, machine.times);
    case 'listing':
      return machine.judgeListing(ORDER, inHand.listing, inHand.askedAt);
    case 'reading':
      return machine.judgeReading(ORDER, inHand.reading, now);
  }
}

function aboutToPost({ sending, now }: World, machine: Machine): Sender {
  const { begunAt } = attemptOf(sending);
  return { is: 'about_to_post', key: machine.keyOf(sending), announcedAt: now, begunAt, overtaken: false };
}

function posts(
  world: World,
  { key, announcedAt, begunAt, overtaken }: Extract<Sender, { is: 'about_to_post' }>,
  index: number,
  machine: Machine,
  bounds: Bounds,
): Move[] {
  const idle = withSender(world, index, { is: 'idle' });
  if (!machine.mayLeave(announcedAt, world.now, machine.times)) {
    const given = { answer: HELD_UP, outOfDate: false };
    return [move(`${name(index)} is too late to post`, overtaken ? idle : answeredBy(world, index, given))];
  }
  if (world.rail.flights.length >= bounds.flights) return [];
  const flight = { key, announcedAt, begunAt, atWork: false, sender: overtaken ? null : index };
  const to = overtaken ? idle : withSender(world, index, { is: 'waiting' });
  return [move(`${name(index)} posts`, { ...to, rail: { ...to.rail, flights: [...to.rail.flights, flight] } })];
}

function timesOut(world: World, index: number): Move {
  return move(`${name(index)} has waited long enough`, answeredBy(abandoned(world, index), index, timedOut));
}

const timedOut: Given = { answer: { kind: 'unknown', why: 'time-out' }, outOfDate: false };

function movesOfFlight(world: World, index: number, { rail }: Bounds): Move[] {
  const flight = world.rail.flights[index];
  if (flight === undefined) return [];
  const outcomes = flight.atWork ? rail.completions(ORDER, world.rail, index) : rail.arrivals(ORDER, world.rail, index);
  return outcomes.map((outcome) => {
    const to = { ...world, rail: outcome.rail };
    const { given } = outcome;
    const answered = given === null || flight.sender === null ? to : answeredBy(to, flight.sender, given);
    return { label: `the request ${outcome.label}`, to: answered, wrong: wrongTransfer(world, outcome) };
  });
}

/** The one thing that must never happen. */
function wrongTransfer({ rail, sending }: World, { isMade }: Outcome): string | null {
  if (!isMade) return null;
  if (rail.transfers.some(({ key, reversed }) => key !== null && !reversed)) return 'paid twice';
  return sending.state.name === 'FAILED' ? 'paid after it failed' : null;
}

/** A person asks the rail, and says whatever it likes about what is there. */
function movesOfPerson(world: World, machine: Machine, bounds: Bounds): Move[] {
  const { person, sending, rail, now } = world;
  if (person === null) {
    if (sending.state.name !== 'FROZEN' && sending.state.name !== 'MANUAL') return [];
    if (machine.times.lookUp === 'repeating') return looksForWord(world, machine, bounds);
    return [listed(ORDER, rail), MORE_PAGES].map((listing) =>
      move(`a person has the rail list: ${counted(listing)}`, {
        ...world,
        person: { listing, askedAt: now, word: null },
      }),
    );
  }
  return (person.word === null ? wordsIn(world) : [person.word]).map((word) => {
    const said = { word, person: PERSON };
    const heeded = machine.heedPerson(ORDER, sending, said, person.listing, person.askedAt, machine.times);
    const label = `a person says: ${word.says}`;
    if (heeded.kind === 'refused') return move(`${label}, and is refused`, { ...world, person: null });
    return recordedMove(label, world, heeded.events);
  });
}

function wordsIn({ rail }: World): PersonsWord[] {
  return [
    { says: 'not_paid', code: 'by_hand' },
    { says: 'send_anew' },
    ...rail.transfers.map((_, index) => ({ says: 'paid', transfer: `t${index}` as TransferId }) as const),
  ];
}

/** The rail is asked for what a word can be checked by, where there is something. */
function looksForWord(world: World, { times }: Machine, bounds: Bounds): Move[] {
  return wordsIn(world).flatMap((word) => {
    const asked = lookUpForWord(world.sending, word, times);
    if (asked.ask !== 'read') return [];
    return readings(world, asked.transfer, bounds).map((reading) => {
      const person = { listing: asListing(reading, word), askedAt: world.now, word };
      return move(`a person who would say ${word.says} has the rail show it: ${reading.kind}`, { ...world, person });
    });
  });
}

/** Somebody takes the transfer back at the rail, or makes one by hand in the payout's group. */
function movesFromOutside(world: World): Move[] {
  const { rail, meddlingLeft } = world;
  if (meddlingLeft === 0 || isOver(world.sending)) return [];
  const meddled = (transfers: Rail['transfers']): World => ({
    ...world,
    rail: { ...rail, transfers },
    meddlingLeft: meddlingLeft - 1,
  });
  const twin = move('somebody makes a transfer by hand', meddled([...rail.transfers, { key: null, reversed: false }]));
  if (rail.transfers.length === 0) return [twin];
  const reversed = rail.transfers.map((each) => ({ ...each, reversed: true }));
  return [twin, move('the transfer is reversed', meddled(reversed))];
}

/** One step of the clock: until it, whatever is under way must have taken effect, if it is to. */
function clock(world: World): Move[] {
  const now = later(world.now, 1);
  if (world.rail.flights.some(({ announcedAt }) => now - announcedAt >= FLIGHT_TIME)) return [];
  return [move('time passes', { ...world, now, rail: forgetKeys(world.rail, now, KEYS_KEPT_FOR) })];
}

function recordedMove(label: string, world: World, events: readonly SendingEvent[], outOfDate = false): Move {
  return { label, to: recorded(world, events), wrong: wrongRecord(world, events, outOfDate) };
}

/** What may not be recorded, by what is so at the rail. */
function wrongRecord({ rail }: World, events: readonly SendingEvent[], outOfDate: boolean): string | null {
  for (const event of events) {
    if (event.type === 'SendingSettled' && outOfDate) return 'settled by an answer that was out of date';
    if (event.type === 'SendingSettled' && rail.transfers.length === 0) return 'settled with no transfer';
    if (event.type === 'SendingSettled' && rail.transfers.every(({ isUnderWay }) => isUnderWay === true))
      return 'settled while it is under way';
    const stands = rail.transfers.some(({ key, reversed }) => key !== null && !reversed);
    if (event.type === 'SendingFailed' && stands) return 'failed though it is paid';
  }
  return null;
}

/** The record with more in it: what others learnt before it, they cannot record any more. */
function recorded(world: World, events: readonly SendingEvent[]): World {
  if (events.length === 0) return world;
  const sending = events.reduce<Sending>(evolve, world.sending);
  const senders = world.senders.map((sender): Sender =>
    sender.is === 'about_to_post' ? { ...sender, overtaken: true } : { is: 'idle' },
  );
  const flights = world.rail.flights.map((flight) => ({ ...flight, sender: null }));
  return { ...world, sending, senders, person: null, rail: { ...world.rail, flights } };
}

/** A sender that learnt what came of its request. */
function answeredBy(world: World, index: number, given: Given): World {
  return withSender(world, index, { is: 'holding', inHand: { kind: 'answer', given } });
}

function without(world: World, index: number, sender: Sender): World {
  return withSender(abandoned(world, index), index, sender);
}

/** Nobody waits for what the sender has under way. */
function abandoned(world: World, index: number): World {
  const flights = world.rail.flights.map((flight) => (flight.sender === index ? { ...flight, sender: null } : flight));
  return { ...world, rail: { ...world.rail, flights } };
}

function withSender(world: World, index: number, sender: Sender): World {
  return { ...world, senders: world.senders.map((each, at) => (at === index ? sender : each)) };
}

function counted(listing: Listing): string {
  return listing.kind === 'whole' ? `${listing.transfers.length} there` : listing.why;
}

function name(index: number): string {
  return names[index] ?? `sender ${index}`;
}

function move(label: string, to: World): Move {
  return { label, to, wrong: null };
}
