import { EventStoreError } from '../event-store-error';
import { RenewableClient } from './renewable-client';
import { Slots } from './slots';

/**
 * So many appends are under way at once. Fewer than the 16 messages that the client's stream takes before it asks to
 * wait: when a connection breaks while several wait, the package rejects a promise that nobody sees.
 */
const MAX_APPENDS_UNDER_WAY = 12;

/** The two clients of a process, for as long as a store needs them. */
export interface ClientLease {
  /** Appends, and does nothing else: so it never has more than one stream of appends. */
  readonly appending: RenewableClient;
  /** Each append takes one; the others wait. */
  readonly appendSlots: Slots;
  readonly reading: RenewableClient;
  release(): Promise<void>;
}

interface Shared extends Omit<ClientLease, 'release'> {
  readonly connectionString: string;
  holders: number;
}

let shared: Shared | undefined;
let released: Promise<void> = Promise.resolve();

/**
 * The clients of this process. The package notes appends under way in one map for all clients: when the connection of
 * one breaks, it forgets the appends of all, and an answer to a forgotten one ends the process. So all stores of a
 * process share one client that appends. Throws `invalid` for a second server.
 */
export function leaseClients(connectionString: string, address: string): ClientLease {
  if (shared !== undefined && shared.connectionString !== connectionString) {
    const why = 'this process is connected to another one already, and the client package cannot append to two';
    throw new EventStoreError('invalid', `The EventStoreDB at ${address} needs a process of its own: ${why}`);
  }
  shared ??= {
    connectionString,
    appending: new RenewableClient(connectionString, address, released),
    appendSlots: new Slots(MAX_APPENDS_UNDER_WAY),
    reading: new RenewableClient(connectionString, address, released),
    holders: 0,
  };
  const mine = shared;
  mine.holders++;
  const { appending, appendSlots, reading } = mine;
  return { appending, appendSlots, reading, release: () => release(mine) };
}

async function release(mine: Shared): Promise<void> {
  mine.holders--;
  if (mine.holders > 0) return;
  if (shared === mine) shared = undefined;
  released = Promise.all([mine.appending.close(), mine.reading.close()]).then(() => undefined);
  await released;
}
