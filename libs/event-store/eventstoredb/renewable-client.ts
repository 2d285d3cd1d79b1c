import { setMaxListeners } from 'node:events';
import { EventStoreDBClient } from '@eventstore/db-client';
import { eventStoreDbFailure, noAnswer } from './eventstoredb-failure';
import { inTime } from '@ledger/machine/in-time';

/** A client that has had an answer from its server. */
export interface OpenClient {
  readonly client: EventStoreDBClient;
  /** Aborted when the client is given up: its streams then end as if all had been read. */
  readonly gone: AbortSignal;
}

/** What the package keeps to itself: the first question to the server, and the connection. */
interface ClientInternals {
  readonly capabilities: Promise<unknown>;
  getChannel(): Promise<{ close(): void }>;
}

interface Opened extends OpenClient {
  readonly giveUp: AbortController;
  readonly channel: { close(): void };
}

/** Streams that were cancelled end within a turn of the event loop; this is for the one that does not. */
const DISPOSE_TIMEOUT_MS = 2_000;

/**
 * A client that is replaced when its connection is in doubt: the package has no time-out of its own, so a request that
 * went unanswered would keep its stream, and all that wait on it, for ever.
 */
export class RenewableClient {
  private opening: Promise<Opened> | undefined;
  private current: Opened | undefined;
  private closing: Promise<void> = Promise.resolve();

  constructor(
    private readonly connectionString: string,
    private readonly address: string,
    private readonly ready: Promise<void>,
  ) {}

  /** The client, opened when there is none. Throws an `EventStoreError` when the server does not answer in time. */
  async get(timeoutMs: number): Promise<OpenClient> {
    await this.ready;
    await this.closing;
    this.opening ??= this.open(timeoutMs);
    return this.opening;
  }

  /** Gives a client up; resolves when all its streams have ended. Asked again for the same client it does nothing more. */
  renew(client: OpenClient): Promise<void> {
    if (client === this.current) this.closing = this.dispose(this.current);
    return this.closing;
  }

  async close(): Promise<void> {
    await this.opening?.catch(() => undefined);
    if (this.current !== undefined) await this.renew(this.current);
  }

  /**
   * Waits for the server's first answer before the client is used: an append that had to wait for it could take effect
   * long after it was given up.
   */
  private async open(timeoutMs: number): Promise<Opened> {
    try {
      const client = EventStoreDBClient.connectionString(this.connectionString);
      const internals = client as unknown as ClientInternals;
      await inTime(internals.capabilities, timeoutMs, () => noAnswer(this.address, timeoutMs));
      const giveUp = new AbortController();
      // Every read under way listens to it.
      setMaxListeners(0, giveUp.signal);
      this.current = { client, giveUp, gone: giveUp.signal, channel: await internals.getChannel() };
      return this.current;
    } catch (error) {
      this.opening = undefined;
      throw eventStoreDbFailure(error, this.address).failure;
    }
  }

  private async dispose(opened: Opened): Promise<void> {
    this.current = undefined;
    this.opening = undefined;
    opened.giveUp.abort();
    const late = () => new Error('streams of the client did not end');
    await inTime(opened.client.dispose(), DISPOSE_TIMEOUT_MS, late).catch(() => undefined);
    opened.channel.close();
  }
}
