import type { Instant } from '@ledger/kernel/instant';
import type { PersonsWord } from '@ledger/rails/sending/heed-person';
import type { Listing } from '@ledger/rails/sending/rail-answers';
import type { Attempt, Sending } from '@ledger/rails/sending/sending';
import type { SendingTimes } from '@ledger/rails/sending/sending-times';
import type { Flight, Rail, RailTransfer } from './modelled-rail';
import type { InHand, Sender, World } from './world';

/**
 * The same text for two worlds that nothing can tell apart any more: ages in place of times, none beyond where it makes a
 * difference; the two senders in one order; of what the rail keeps, only what can still be asked for.
 */
export function nameOf(world: World, times: SendingTimes): string {
  const { sending, person, rail } = world;
  const naming = new Naming(world, times);
  const senders = world.senders.map((sender, index) => `${naming.sender(sender)}${naming.flights(index)}`);
  return [
    naming.state(sending),
    naming.attempt(sending),
    senders.sort().join('&'),
    person === null ? '-' : `${naming.listing(person.listing, person.askedAt)}${wordName(person.word)}`,
    naming.kept(),
    rail.transfers.map(transferName).join(''),
    naming.flights(null),
    world.meddlingLeft,
  ].join('|');
}

class Naming {
  constructor(
    private readonly world: World,
    private readonly times: SendingTimes,
  ) {}

  state({ state }: Sending): string {
    if (state.name === 'TAKEN') return `TAKEN ${state.transfer} ${this.agePast(state.at, this.times.underWayMs)}`;
    if (state.name === 'REFUSED') return `REFUSED ${this.age(state.at, this.times.patienceMs)}`;
    return state.name;
  }

  /** What of the attempt the state still asks for. */
  attempt({ state, attempt }: Sending): string {
    if (attempt === null) return '-';
    const { quietMs, lookAgainMs, windowMs } = this.times;
    const { number, begunAt, lastPostAt, nothingFoundAt, told } = attempt;
    // What a rail that lists nothing told of is asked for again, once it is quiet.
    if (this.times.lookUp === 'repeating' && told !== null) return `${number} ${told} ${this.age(lastPostAt, quietMs)}`;
    switch (state.name) {
      case 'SENDING':
      case 'UNKNOWN':
        return [number, this.age(begunAt, windowMs), this.age(lastPostAt, quietMs), this.doubts(attempt)].join(' ');
      case 'MANUAL':
        return [number, this.age(lastPostAt, quietMs), this.age(nothingFoundAt, lookAgainMs)].join(' ');
      case 'FROZEN':
        return `${number} ${this.age(lastPostAt, quietMs)}`;
      default:
        return String(number);
    }
  }

  sender(sender: Sender): string {
    switch (sender.is) {
      case 'idle':
      case 'waiting':
        return sender.is;
      case 'about_to_post': {
        const age = this.age(sender.announcedAt, this.times.leaveWithinMs);
        return `posts${shortKey(sender.key)}@${age}${sender.overtaken ? '-' : ''}`;
      }
      case 'holding':
        return this.inHand(sender.inHand);
    }
  }

  /** A listing, and whether it was asked for when all was quiet. */
  listing(listing: Listing, askedAt: Instant): string {
    const { state, attempt } = this.world.sending;
    const isQuiet = attempt !== null && askedAt - attempt.lastPostAt >= this.times.quietMs;
    const age = state.name === 'MANUAL' ? this.age(askedAt, this.times.lookAgainMs) : '';
    return `${listingName(listing)}${isQuiet ? 'q' : ''}${age}`;
  }

  /** The requests that a sender waits for, or nobody (null). */
  flights(sender: number | null): string {
    return this.world.rail.flights
      .filter((flight) => flight.sender === sender)
      .map(({ key, announcedAt, atWork }) => `~${shortKey(key)}${atWork ? '!' : ''}${this.world.now - announcedAt}`)
      .sort()
      .join('');
  }

  kept(): string {
    const { rail, now } = this.world;
    return Object.entries(rail.kept)
      .filter(([key]) => this.canBeAsked(key, rail))
      .map(([key, { answer, transfer, since }]) => `${shortKey(key)}${answer}${transfer ?? ''}@${now - since}`)
      .sort()
      .join();
  }

  /**
   * What an answer to the last request is judged by, where it may still come; how old the request is that a refusal
   * would have to wait for, where the last did nothing; and whether nothing was found.
   */
  private doubts({ posts, lastPostAt, lastPost, earlierOpenAt, nothingFoundAt }: Attempt): string {
    const { quietMs } = this.times;
    const nothing = nothingFoundAt === null ? '-' : String(nothingFoundAt - lastPostAt >= quietMs);
    if (lastPost === 'unknown') return `? ${nothing}`;
    if (lastPost === 'without_effect') return `${this.age(earlierOpenAt, quietMs)} ${nothing}`;
    const apart = earlierOpenAt === null ? '-' : Math.min(quietMs, lastPostAt - earlierOpenAt);
    return `${posts === 1 ? 'first' : 'again'} ${apart} ${nothing}`;
  }

  private inHand(inHand: InHand): string {
    switch (inHand.kind) {
      case 'readiness':
        return inHand.readiness.kind;
      case 'answer': {
        const { answer, outOfDate } = inHand.given;
        const detail = answer.kind === 'taken' ? `${answer.transfer.id}${answer.replayed ? 'again' : ''}` : '';
        const mayGo = answer.kind === 'refused' && answer.causeMayGo ? '?' : '';
        return `${answer.kind}${detail}${mayGo}${outOfDate ? 'old' : ''}`;
      }
      case 'listing':
        return this.listing(inHand.listing, inHand.askedAt);
      case 'reading':
        return inHand.reading.kind === 'ended_unpaid'
          ? `unpaid${inHand.reading.causeMayGo}`
          : inHand.reading.kind === 'read'
            ? `read${inHand.reading.transfer.reversedMinor}`
            : inHand.reading.kind;
    }
  }

  /** Whether a request with a key is under way, or may still leave. */
  private canBeAsked(key: string, { flights }: Rail): boolean {
    const isUnderWay = ({ key: other }: Pick<Flight, 'key'>) => other === key;
    const { sending, senders } = this.world;
    const { attempt, state } = sending;
    if (flights.some(isUnderWay)) return true;
    if (senders.some((sender) => sender.is === 'about_to_post' && isUnderWay(sender))) return true;
    if (attempt === null || !key.startsWith(attempt.key)) return false;
    return state.name === 'SENDING' || state.name === 'UNKNOWN';
  }

  /** Only where the age ever makes a difference. */
  private agePast(at: Instant, from: number): string {
    return Number.isFinite(from) ? this.age(at, from) : '';
  }

  private age(at: Instant | null, upTo: number): string {
    return at === null ? '-' : String(Math.min(upTo, this.world.now - at));
  }
}

function transferName({ key, reversed, isUnderWay = false }: RailTransfer): string {
  return `${key === null ? 'x' : 'o'}${reversed ? 'r' : ''}${isUnderWay ? 'u' : ''}`;
}

function wordName(word: PersonsWord | null): string {
  if (word === null) return '';
  return word.says === 'paid' ? word.transfer : word.says;
}

function listingName(listing: Listing): string {
  if (listing.kind === 'unknown') return 'cut';
  return `[${listing.transfers.map(({ reversedMinor }) => (reversedMinor > 0n ? 'r' : 's')).join('')}]`;
}

/** The last part of a key: the number of its attempt, and what a planted fault adds. */
function shortKey(key: string): string {
  return key.slice(key.lastIndexOf(':') + 1);
}
