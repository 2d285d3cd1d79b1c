import { canonicalJson } from '../canonical-json';
import { CHAIN_START } from '../chain-hash';
import { type AppendRequest, type AppendResult, NO_STREAM } from '../event-store';
import type { EventStoreDbLink } from './eventstoredb-link';
import { type AppendPiece, splitAppend } from './split-append';
import type { LargeEvents } from './large-events';
import { chainEvents } from './stored-event';
import type { StreamHeads } from './stream-heads';
import type { StreamNames } from './stream-names';

/** What the server has of a piece. */
type Standing =
  | { readonly standing: 'to append'; readonly previousHash: string }
  | { readonly standing: 'there'; readonly position: bigint }
  | { readonly standing: 'conflict'; readonly actual: bigint };

/** What came of a piece. */
type Outcome =
  { readonly ok: true; readonly position: bigint; readonly duplicate: boolean } | Extract<AppendResult, { ok: false }>;

const BEGINNING: Standing = { standing: 'to append', previousHash: CHAIN_START };

/** A stream can be overtaken between looking at it and appending; not this often in a row. */
const MAX_OVERTAKEN = 20;

/**
 * Appends to several streams, which EventStoreDB cannot do as one: first it looks at them, and appends nothing if one is
 * not as expected. Then it appends to the first stream alone, so that the first stream of an append fences the others
 * off from a writer that was overtaken; then to the others, sent in their order. What an interruption leaves undone is
 * done when the append is asked for again: what is there is recognised.
 *
 * A stream that should be new, and of which nothing is known, is not looked at before: its chain needs no hash, and the
 * server refuses what is not as expected. If it was there already, in every byte, the server's answer has a position
 * from before the append began.
 */
export class PiecewiseAppender {
  constructor(
    private readonly link: EventStoreDbLink,
    private readonly heads: StreamHeads,
    private readonly names: StreamNames,
    private readonly large: LargeEvents,
  ) {}

  async append(requests: readonly AppendRequest[]): Promise<AppendResult> {
    const streams = requests.map(splitAppend);
    const unseen = streams.filter(([piece]) => this.isUnseenBeginning(piece));
    const end = unseen.length > 0 ? await this.link.trying(() => this.link.readEnd()) : 0n;
    if (streams.length > 1) {
      const seen = streams.filter((each) => !unseen.includes(each));
      const refused = (await Promise.all(seen.map((pieces) => this.conflictOf(pieces)))).find((each) => each);
      if (refused !== undefined) return refused;
    }
    const [first = [], ...others] = streams;
    const fence = await this.appendStream(first, end);
    if (!fence.ok) return fence;
    const rest = await allSettled(others.map((pieces) => this.appendStream(pieces, end)));
    return rest.reduce(together, fence);
  }

  /** The pieces of one stream, one after the other. */
  private async appendStream(pieces: readonly AppendPiece[], end: bigint): Promise<Outcome> {
    let outcome: Outcome = { ok: true, position: 0n, duplicate: true };
    for (const piece of pieces) {
      outcome = together(outcome, await this.link.trying(() => this.appendPiece(piece, end)));
      if (!outcome.ok) break;
    }
    return outcome;
  }

  /** @param end where the log ended before the append began */
  private async appendPiece(piece: AppendPiece, end: bigint): Promise<Outcome> {
    let unseen = this.isUnseenBeginning(piece);
    for (let attempt = 1; attempt <= MAX_OVERTAKEN; attempt++) {
      const standing = unseen ? BEGINNING : await this.look(piece);
      if (standing.standing === 'there') return { ok: true, position: standing.position, duplicate: true };
      if (standing.standing === 'conflict') return conflict(piece, standing.actual);
      const position = await this.appendAfter(piece, standing.previousHash);
      const isNew = position !== 'overtaken' && !(unseen && position <= end);
      if (isNew) return { ok: true, position, duplicate: false };
      this.heads.forget(piece.stream);
      unseen = false;
    }
    throw new Error(`The end of ${piece.stream} changed all the time`);
  }

  private async appendAfter(piece: AppendPiece, previousHash: string): Promise<bigint | 'overtaken'> {
    const { stream, expectedRevision, events } = piece;
    const chained = chainEvents(stream, expectedRevision, previousHash, events);
    for (const data of chained.large) await this.large.writeParts(data);
    // Until the answer is here nothing is known of the stream: a retry looks first.
    this.heads.forget(stream);
    const appended = await this.link.append(this.names.onServer(stream), expectedRevision, chained.events);
    if (appended === 'overtaken') return appended;
    this.heads.remember(stream, { revision: expectedRevision + BigInt(events.length), hash: chained.hash });
    return appended === 'unplaced' ? this.lastPositionOf(stream) : appended;
  }

  private isUnseenBeginning(piece: AppendPiece | undefined): boolean {
    return piece?.expectedRevision === NO_STREAM && this.heads.known(piece.stream) === undefined;
  }

  private async conflictOf([piece]: readonly AppendPiece[]): Promise<Extract<AppendResult, { ok: false }> | undefined> {
    if (piece === undefined) return undefined;
    const standing = await this.link.trying(() => this.look(piece));
    return standing.standing === 'conflict' ? conflict(piece, standing.actual) : undefined;
  }

  /** Compares a piece with its stream, as it was last seen or, where that does not fit, as it is. */
  private async look(piece: AppendPiece): Promise<Standing> {
    const { stream, expectedRevision } = piece;
    const known = this.heads.known(stream);
    const head = known?.revision === expectedRevision ? known : await this.heads.fetch(stream);
    if (head.revision === expectedRevision) return { standing: 'to append', previousHash: head.hash };
    const position = head.revision > expectedRevision ? await this.positionIfThere(piece) : undefined;
    return position === undefined ? { standing: 'conflict', actual: head.revision } : { standing: 'there', position };
  }

  /** The position of a piece's last event if all its events are there, with the same ids, types and data. */
  private async positionIfThere({ stream, expectedRevision, events }: AppendPiece): Promise<bigint | undefined> {
    const received = await this.link.readStream(this.names.onServer(stream), expectedRevision + 1n, events.length);
    const stored = await Promise.all(received.map(async (each) => this.large.recorded(stream, each)));
    const same = events.every(({ id, type, dataText }, index) => {
      const there = stored[index];
      return there?.id === id && there.type === type && canonicalJson(there.data) === dataText;
    });
    return same ? stored.at(-1)?.position : undefined;
  }

  private async lastPositionOf(stream: string): Promise<bigint> {
    const last = await this.link.readLast(this.names.onServer(stream));
    return last?.position?.commit ?? 0n;
  }
}

function conflict({ stream, expectedRevision }: AppendPiece, actual: bigint): Extract<AppendResult, { ok: false }> {
  return { ok: false, conflict: { stream, expected: expectedRevision, actual } };
}

function together(one: Outcome, other: Outcome): Outcome {
  if (!one.ok) return one;
  if (!other.ok) return other;
  const position = one.position > other.position ? one.position : other.position;
  return { ok: true, position, duplicate: one.duplicate && other.duplicate };
}

/** Waits for all, also when one fails, so that nothing is under way when the failure is told. */
async function allSettled<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}
