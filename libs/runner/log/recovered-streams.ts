import { NO_STREAM, type EventStore, type RecordedEvent, type StreamHead } from '@ledger/event-store/event-store';
import { faultAfter, LogBroken } from '@ledger/event-store/log-check';
import { Fault } from '@ledger/kernel/fault';

/** What was taken up from the log is not what is in it: going on would be a wrong ledger. */
export class RecoveryDiffers extends Fault {
  override readonly name = 'RecoveryDiffers';
  override readonly kind = 'refused';
}

interface Recorded {
  readonly stream: string;
  readonly revision: bigint;
}

/** So many ends of streams are asked for at once. */
const HEADS_AT_ONCE = 1_000;

/**
 * What a start took up from each stream, beside what the log has of it. Every event has to follow from the one before it
 * in its stream, and has to be taken up once, in that order.
 */
export class RecoveredStreams {
  private readonly taken = new Map<string, bigint>();
  private readonly read = new Map<string, StreamHead>();
  /** Streams that the start itself wrote to. */
  private readonly appended = new Map<string, bigint>();

  /** An event of the log that the start has to take up. Throws LogBroken where it does not follow from what was before it. */
  noteRead(event: RecordedEvent): void {
    const { stream, revision, hash } = event;
    const fault = faultAfter(this.read.get(stream), event);
    if (fault !== null) throw new LogBroken(fault);
    this.read.set(stream, { revision, hash });
  }

  /** It was taken up. Throws RecoveryDiffers where it does not follow on the one taken up before. */
  noteTaken({ stream, revision }: Recorded): void {
    const before = this.taken.get(stream) ?? NO_STREAM;
    if (revision !== before + 1n) throw differs(stream, `${placeOf(before)}, then revision ${revision}`, 'every one');
    this.taken.set(stream, revision);
  }

  /** An event that the start itself appended. */
  noteAppended({ stream, revision }: Recorded): void {
    this.appended.set(stream, revision);
    this.taken.set(stream, revision);
  }

  /** Throws RecoveryDiffers, naming a stream that was not taken up to where the log was read. */
  checkRead(): void {
    for (const [stream, { revision }] of this.read) this.check(stream, this.appended.get(stream) ?? revision);
  }

  /** Throws RecoveryDiffers, naming a stream that was not taken up to where it ends in the store. */
  async checkHeads(store: EventStore): Promise<void> {
    this.checkRead();
    const streams = [...new Set([...this.read.keys(), ...this.appended.keys()])];
    for (let from = 0; from < streams.length; from += HEADS_AT_ONCE) {
      const asked = streams.slice(from, from + HEADS_AT_ONCE);
      const heads = await store.heads(asked);
      for (const stream of asked) {
        const head = heads.get(stream);
        this.check(stream, head?.revision ?? NO_STREAM);
        const read = this.appended.has(stream) ? undefined : this.read.get(stream);
        if (read !== undefined && read.hash !== head?.hash) {
          throw differs(stream, `an end with hash ${read.hash}`, `one with hash ${head?.hash ?? ''}`);
        }
      }
    }
  }

  private check(stream: string, end: bigint): void {
    const taken = this.taken.get(stream) ?? NO_STREAM;
    if (taken !== end) throw differs(stream, placeOf(taken), placeOf(end));
  }
}

function placeOf(revision: bigint): string {
  return revision === NO_STREAM ? 'nothing' : `up to revision ${revision}`;
}

function differs(stream: string, taken: string, recorded: string): RecoveryDiffers {
  return new RecoveryDiffers(
    `stream ${stream}: the start took up ${taken}, but the event store has ${recorded}; nothing was changed. ` +
      'Check the log (ledger verify); if it is whole, this version cannot go on with it: start the one before, and report it',
  );
}
