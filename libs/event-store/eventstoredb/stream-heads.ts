import { CHAIN_START } from '../chain-hash';
import { NO_STREAM, type StreamHead } from '../event-store';
import type { EventStoreDbLink } from './eventstoredb-link';
import type { StreamNames } from './stream-names';
import { recordedEvent } from './stored-event';

const REMEMBERED_STREAMS = 50_000;

/** Where a stream without events ends. */
const BEGINNING: StreamHead = { revision: NO_STREAM, hash: CHAIN_START };

/** The ends of streams: from the server, and those last seen from memory, to chain hashes on. */
export class StreamHeads {
  /** In order of use, the longest unused first. */
  private readonly remembered = new Map<string, StreamHead>();

  constructor(
    private readonly link: EventStoreDbLink,
    private readonly names: StreamNames,
  ) {}

  /** The end of a stream as it was last seen; it may have grown since. */
  known(stream: string): StreamHead | undefined {
    return this.remembered.get(stream);
  }

  /** The end of a stream as the server has it now. */
  async fetch(stream: string): Promise<StreamHead> {
    const last = await this.link.readLast(this.names.onServer(stream));
    const head = last === undefined ? BEGINNING : recordedEvent(stream, last);
    this.remember(stream, head);
    return head;
  }

  remember(stream: string, { revision, hash }: StreamHead): void {
    this.remembered.delete(stream);
    this.remembered.set(stream, { revision, hash });
    if (this.remembered.size <= REMEMBERED_STREAMS) return;
    for (const [oldest] of this.remembered) {
      this.remembered.delete(oldest);
      return;
    }
  }

  forget(stream: string): void {
    this.remembered.delete(stream);
  }
}
