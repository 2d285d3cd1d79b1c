import type { EventStoreDbLink, Received } from './eventstoredb-link';
import type { StreamNames } from './stream-names';

const PAGE_SIZE = 64;

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
    let top: bigint | undefined;
    let before: bigint | undefined;
    do {
      const page = await this.link.readAllBackwards(before, PAGE_SIZE);
      top ??= positionOf(page[0]);
      const own = page.find(({ streamId }) => this.names.ofLedger(streamId) !== undefined);
      if (own !== undefined) return this.note(top, positionOf(own));
      before = page.length < PAGE_SIZE ? undefined : positionOf(page.at(-1));
    } while (before !== undefined && before > this.searchedTo);
    return this.note(top, undefined);
  }

  private note(top = 0n, own = 0n): bigint {
    if (top > this.searchedTo) this.searchedTo = top;
    if (own > this.found) this.found = own;
    return this.found;
  }
}

function positionOf(event: Received | undefined): bigint | undefined {
  return event?.position?.commit;
}
