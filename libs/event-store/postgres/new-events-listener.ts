import { setTimeout as delay } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import { WakeUps } from '../wake-ups';
import { NEW_EVENTS_CHANNEL } from './event-store-roles';

const RECONNECT_MS = 500;
/** A notification may be lost with its connection: look without one this often. */
const LOOK_ANYWAY_MS = 1_000;

/** A position as the server tells it. */
const POSITION = /^[1-9]\d{0,18}$/;

/**
 * Tells subscriptions that there is something new: by the server's notifications, on a connection of its own. Any role
 * may notify, of whatever it likes: a notification says no more than that it is worth looking once.
 */
export class NewEventsListener {
  private readonly wakeUps = new WakeUps();
  private listening: Promise<void> | undefined;
  private client: Client | undefined;
  /** The greatest position that was told of; null: something was told that is no position. */
  private newest: bigint | null = 0n;
  /** How many notifications came. */
  private told = 0;
  /** Of each subscription, by its signal: of how many it has made use. */
  private readonly heard = new WeakMap<AbortSignal, number>();

  constructor(
    private readonly config: ClientConfig,
    private readonly closing: AbortSignal,
  ) {}

  /** Resolves when there may be events after the position, after a second at the latest, or when the signal is aborted. */
  async untilMore(after: bigint, signal: AbortSignal): Promise<void> {
    this.listening ??= this.listen();
    const isNews = this.told > (this.heard.get(signal) ?? 0) && (this.newest === null || this.newest > after);
    if (!isNews) await this.wakeUps.wait(signal, LOOK_ANYWAY_MS);
    // Whoever waited looks now, and so at everything that was told of until now.
    this.heard.set(signal, this.told);
  }

  /** Resolves when the connection is closed; the store's signal was aborted before. */
  async close(): Promise<void> {
    await this.client?.end().catch(() => undefined);
    await this.listening;
  }

  /** Connects again and again until the store is closed. Meanwhile subscriptions just look once a second. */
  private async listen(): Promise<void> {
    while (!this.closing.aborted) {
      await this.listenOnce().catch(() => undefined);
      await delay(RECONNECT_MS, undefined, { signal: this.closing }).catch(() => undefined);
    }
  }

  /** Resolves when the connection has ended. */
  private async listenOnce(): Promise<void> {
    const client = new Client(this.config);
    this.client = client;
    const ended = new Promise<void>((resolve) => {
      client.once('end', resolve);
      client.on('error', () => resolve());
    });
    client.on('notification', ({ payload = '' }) => this.hear(payload));
    try {
      await client.connect();
      await client.query(`LISTEN ${NEW_EVENTS_CHANNEL}`);
      // Something may have come between the last look and the LISTEN.
      this.wakeUps.wakeAll();
      if (!this.closing.aborted) await ended;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private hear(payload: string): void {
    this.told += 1;
    if (!POSITION.test(payload)) this.newest = null;
    else if (this.newest !== null && BigInt(payload) > this.newest) this.newest = BigInt(payload);
    this.wakeUps.wakeAll();
  }
}
