import { NO_STREAM, type EventStore } from '@ledger/event-store/event-store';

/** What was taken up from the log is not what is in it: going on would be a wrong ledger. */
export class RecoveryDiffers extends Error {
  override readonly name = 'RecoveryDiffers';
}

interface Recorded {
  readonly stream: string;
  readonly revision: bigint;
}

/** So many ends of streams are asked for at once. */
const HEADS_AT_ONCE = 1_000;

/**
 * What a start took up from each stream, beside what the log has of it. Every event has to be taken up once, in the
 * order of its stream.
 */
export class RecoveredStreams {
  private readonly taken = new Map<string, bigint>();
  private readonly read = new Map<string, bigint>();

  /** An event of the log that the start has to take up. */
  noteRead({ stream, revision }: Recorded): void {
    this.read.set(stream, revision);
  }

  /** It was taken up. Throws RecoveryDiffers where it does not follow on the one taken up before. */
  noteTaken({ stream, revision }: Recorded): void {
    const before = this.taken.get(stream) ?? NO_STREAM;
    if (revision !== before + 1n) throw differs(stream, `${placeOf(before)}, then revision ${revision}`, 'every one');
    this.taken.set(stream, revision);
  }

  /** An event that the start itself appended. */
  noteAppended({ stream, revision }: Recorded): void {
    this.read.set(stream, revision);
    this.taken.set(stream, revision);
  }

  /** Throws RecoveryDiffers, naming a stream that was not taken up to where the log was read. */
  checkRead(): void {
    for (const [stream, last] of this.read) this.check(stream, last);
  }

  /** Throws RecoveryDiffers, naming a stream that was not taken up to where it ends in the store. */
  async checkHeads(store: EventStore): Promise<void> {
    this.checkRead();
    const streams = [...this.read.keys()];
    for (let from = 0; from < streams.length; from += HEADS_AT_ONCE) {
      const asked = streams.slice(from, from + HEADS_AT_ONCE);
      const heads = await store.heads(asked);
      for (const stream of asked) this.check(stream, heads.get(stream)?.revision ?? NO_STREAM);
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
