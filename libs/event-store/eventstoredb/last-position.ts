import type { EventStoreDbLink } from './eventstoredb-link';
import type { StreamNames } from './stream-names';

/** Most often the ledger's last event is among the last of all; behind many of others large pages are faster. */
const FIRST_PAGE_SIZE = 64;
const PAGE_SIZE = 2_000;

/**
 * The position of the ledger's last event. Behind it the server may have written events of its own, or of other
 * ledgers, so the log is read backwards; each time down to where the last search began.
 */
export class LastPosition {
  private searchedTo = 0n;
  private found = 0n;

  constructor(
    private readonly link: EventStoreDbLink,
    private readonly names: StreamNames,
  ) {}

  async find(): Promise<bigint> {
    let top = 0n;
    let before: bigint | undefined;
    do {
      const size = before === undefined ? FIRST_PAGE_SIZE : PAGE_SIZE;
      const page = await this.link.readAllBackwards(before, size);
      if (before === undefined) top = page[0]?.position ?? 0n;
      const own = page.find(({ streamId }) => this.names.ofLedger(streamId) !== undefined);
      if (own !== undefined) return this.note(top, own.position);
      before = page.length < size ? undefined : page.at(-1)?.position;
    } while (before !== undefined && before > this.searchedTo);
    return this.note(top, 0n);
  }

  private note(top: bigint, own: bigint): bigint {
    if (top > this.searchedTo) this.searchedTo = top;
    if (own > this.found) this.found = own;
    return this.found;
  }
}
