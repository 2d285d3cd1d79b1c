import { CHAIN_START } from '../chain-hash';
import { NO_STREAM, type StreamHead } from '../event-store';
import { binaryArray, ELEMENTS } from './binary-array';
import type { PostgresLink } from './postgres-link';

const REMEMBERED_STREAMS = 50_000;

/** The ends of streams: from the server, and those of the streams last written from memory, to chain hashes on. */
export class ChainHeads {
  /** In order of use, the longest unused first. */
  private readonly remembered = new Map<string, StreamHead>();

  constructor(private readonly link: PostgresLink) {}

  /**
   * The hash of each stream's event at the revision its writer expects to be the last; undefined where the stream does
   * not end there (any more), so that the append can only be a duplicate or a conflict.
   */
  async hashesAt(ends: ReadonlyMap<string, bigint>): Promise<Map<string, string | undefined>> {
    const unknown = [...ends].filter(([stream, revision]) => !this.knows(stream, revision)).map(([stream]) => stream);
    const fetched = await this.fetch(unknown);
    const hashes = new Map<string, string | undefined>();
    for (const [stream, revision] of ends) {
      const head = fetched.get(stream) ?? this.remembered.get(stream);
      if (revision === NO_STREAM) hashes.set(stream, CHAIN_START);
      else hashes.set(stream, head?.revision === revision ? head.hash : undefined);
    }
    return hashes;
  }

  /** Notes the end of a stream after an append. */
  remember(stream: string, head: StreamHead): void {
    this.remembered.delete(stream);
    this.remembered.set(stream, head);
    if (this.remembered.size <= REMEMBERED_STREAMS) return;
    for (const [oldest] of this.remembered) {
      this.remembered.delete(oldest);
      return;
    }
  }

  forget(streams: Iterable<string>): void {
    for (const stream of streams) this.remembered.delete(stream);
  }

  /** The ends of the streams that have events, as the server has them now. */
  async fetch(streams: readonly string[]): Promise<Map<string, StreamHead>> {
    if (streams.length === 0) return new Map();
    const rows = await this.link.query<{ stream: string; revision: string; hash: string }>({
      name: 'ledger_events_heads',
      text: `SELECT s.stream, h.revision, encode(h.hash, 'hex') AS hash
               FROM unnest($1::text[]) s(stream)
              CROSS JOIN LATERAL (
                SELECT e.revision, e.hash FROM ledger_events.events e
                 WHERE e.stream = s.stream ORDER BY e.revision DESC LIMIT 1
              ) h`,
      values: [binaryArray(ELEMENTS.text, streams)],
    });
    return new Map(rows.map(({ stream, revision, hash }) => [stream, { revision: BigInt(revision), hash }]));
  }

  private knows(stream: string, revision: bigint): boolean {
    return revision === NO_STREAM || this.remembered.get(stream)?.revision === revision;
  }
}
