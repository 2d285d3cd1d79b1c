import { streamNameFilter } from '@eventstore/db-client';
import type { Categories } from '../event-store';
import { categoryOf } from '../stream-category';
import type { SubscriptionOptions } from './ordered-subscription';

/** The server looks through so many events before it says how far it is. */
const SEARCH_WINDOW = 10_000;
/** Stands between the namespace and the ledger's name of a stream. */
const SEPARATOR = '.';
/** How the streams begin that keep the data of large events in parts; no category of the ledger does. */
const PARTS = 'ledger:parts-';

/** How streams are called on the server: by the ledger's names, or with a namespace before them. */
export class StreamNames {
  private readonly prefix: string;

  constructor(namespace: string | null) {
    this.prefix = namespace === null ? '' : `${namespace}${SEPARATOR}`;
  }

  onServer(stream: string): string {
    return this.prefix + stream;
  }

  /** The stream on the server that keeps an event's data in parts. */
  ofParts(event: string): string {
    return this.prefix + PARTS + event;
  }

  /** The ledger's name of a stream on the server; undefined for one that is not the ledger's, or only keeps parts. */
  ofLedger(name: string): string | undefined {
    if (name.startsWith('$') || !name.startsWith(this.prefix) || name.startsWith(PARTS, this.prefix.length)) {
      return undefined;
    }
    return name.slice(this.prefix.length);
  }

  /**
   * What the server is to send for the categories: streams whose names begin so. It may be more than was asked for
   * (`fact` begins `facts-1`), so the names are looked at again by `isWanted`.
   */
  filter(categories: Categories): SubscriptionOptions['filter'] {
    const window = { maxSearchWindow: SEARCH_WINDOW };
    if (categories !== 'all') {
      return streamNameFilter({ prefixes: categories.map((category) => this.prefix + category), ...window });
    }
    // The server's own streams begin with a dollar sign.
    return this.prefix === ''
      ? streamNameFilter({ regex: '^[^$]', ...window })
      : streamNameFilter({ prefixes: [this.prefix], ...window });
  }

  isWanted(stream: string, categories: Categories): boolean {
    return categories === 'all' || categories.includes(categoryOf(stream));
  }
}
