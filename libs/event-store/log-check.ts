import { Fault } from '@ledger/kernel/fault';
import { CHAIN_START } from './chain-hash';
import { NO_STREAM, type RecordedEvent, type StreamHead } from './event-store';
import { verifyLink } from './verify-chain';

/**
 * What is wrong at one place of a log:
 * - `missing`: an event was taken out, or stands somewhere else; `revision` is its own where its stream is known;
 * - `changed`: the event, or its hash, is not what was recorded;
 * - `decided-otherwise`: the hashes hold, but the rules that were in force say something else;
 * - `unreadable`: no release wrote such an event.
 */
export type LogFaultKind = 'missing' | 'changed' | 'decided-otherwise' | 'unreadable';

export interface LogFault {
  readonly kind: LogFaultKind;
  /** Null: nothing tells it. */
  readonly stream: string | null;
  readonly revision: bigint | null;
  readonly position: bigint;
  readonly what: string;
}

/** A log is not what was recorded: nobody may believe it, or write to it. */
export class LogBroken extends Fault {
  override readonly name = 'LogBroken';
  override readonly kind = 'refused';

  constructor(readonly fault: LogFault) {
    super(
      `the log is not what was recorded: ${faultText(fault)} (nothing was written; ledger verify looks at all of it)`,
    );
  }
}

/** A fault in one line: where, and what. */
export function faultText({ stream, revision, position, what }: LogFault): string {
  const place = [
    stream === null ? 'an unknown stream' : `stream ${stream}`,
    ...(revision === null ? [] : [`revision ${revision}`]),
    `position ${position}`,
  ];
  return `${place.join(', ')}: ${what}`;
}

export interface LogCheckOptions {
  /** Whether every position is read, and each is the one after the last: then one that is not there was taken out. */
  readonly everyPosition: boolean;
  /** The position behind which it begins; default: the beginning of the log. */
  readonly from?: bigint;
}

/**
 * Checks events as they are read, each stream among them from its beginning: positions ascend, revisions and hashes
 * follow on each other. Keeps the end of each stream in memory.
 */
export class LogCheck {
  private readonly ends = new Map<string, StreamHead>();
  private position: bigint;
  private count = 0;

  constructor(private readonly options: LogCheckOptions) {
    this.position = options.from ?? 0n;
  }

  get events(): number {
    return this.count;
  }

  get streams(): number {
    return this.ends.size;
  }

  /** Where each stream ended as it was read. */
  streamEnds(): Iterable<readonly [string, StreamHead]> {
    return this.ends;
  }

  /** The position of the last event. */
  get lastPosition(): bigint {
    return this.position;
  }

  /** Whether an event of the stream was read. */
  knows(stream: string): boolean {
    return this.ends.has(stream);
  }

  /** Where a stream ended before the first event that is read of it. */
  beginAt(stream: string, end: StreamHead): void {
    this.ends.set(stream, end);
  }

  /** The next event: what is wrong with it, or before it; null: nothing. */
  follow(event: RecordedEvent): LogFault | null {
    const misplaced = this.misplaced(event);
    const broken = faultAfter(this.ends.get(event.stream), event);
    const isBoth = misplaced?.kind === 'missing' && broken?.kind === 'missing';
    const fault = isBoth ? { ...misplaced, stream: broken.stream, revision: broken.revision } : (misplaced ?? broken);
    this.position = event.position;
    this.ends.set(event.stream, { revision: event.revision, hash: event.hash });
    this.count += 1;
    return fault;
  }

  /** The same. Throws LogBroken. */
  mustFollow(event: RecordedEvent): void {
    const fault = this.follow(event);
    if (fault !== null) throw new LogBroken(fault);
  }

  private misplaced({ position, stream, revision }: RecordedEvent): LogFault | null {
    if (position <= this.position) {
      const what = `it stands behind position ${this.position}: events were moved`;
      return { kind: 'changed', stream, revision, position, what };
    }
    const next = this.position + 1n;
    if (!this.options.everyPosition || position === next) return null;
    const what = `the event is gone; the next one has position ${position}`;
    return { kind: 'missing', stream: null, revision: null, position: next, what };
  }
}

/** What is wrong with an event as the next of its stream, which ended so before it (undefined: it has no events); null: nothing. */
export function faultAfter(end: StreamHead | undefined, event: RecordedEvent): LogFault | null {
  const link = verifyLink(end ?? { revision: NO_STREAM, hash: CHAIN_START }, event);
  if (link === undefined) return null;
  const { stream, position } = link;
  if (link.broken === 'hash') {
    const what = `its hash is ${short(link.actual)}, and what it says (${event.type}) gives ${short(link.expected)}: it was changed`;
    return { kind: 'changed', stream, revision: event.revision, position, what };
  }
  const what = `the event is gone, or stands elsewhere: revision ${link.actual} of its stream comes next`;
  return { kind: 'missing', stream, revision: BigInt(link.expected), position, what };
}

function short(hash: string): string {
  return `${hash.slice(0, 12)}…`;
}
