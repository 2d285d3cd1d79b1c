import { hash } from 'node:crypto';
import { CHAIN_START } from './chain-hash';
import type { RecordedEvent } from './event-store';

/** What stands for a whole log up to an event: whoever has noted it knows whether the log still begins with the same. */
export interface LogHead {
  /** How many events it covers, from the first. */
  readonly events: number;
  /** Lower-case hex of `SHA-256(digest before it ‖ hash of the event)`, event by event, in the order of the log. */
  readonly digest: string;
}

const FORM = /^ledger-head:1:(\d{1,15}):([0-9a-f]{64})$/;

/** A head as one word, such as `ledger-head:1:2584:9f…`. */
export function headText({ events, digest }: LogHead): string {
  return `ledger-head:1:${events}:${digest}`;
}

/** The head in a text (the inverse of `headText`); null: it is none. */
export function parseHead(text: string): LogHead | null {
  const [, events, digest] = FORM.exec(text.trim()) ?? [];
  return events === undefined || digest === undefined ? null : { events: Number(events), digest };
}

/** Follows a log from its first event on, and knows its head. */
export class LogDigest {
  private events = 0;
  private digest = CHAIN_START;

  get head(): LogHead {
    return { events: this.events, digest: this.digest };
  }

  follow(event: RecordedEvent): void {
    this.events += 1;
    this.digest = hash('sha256', `${this.digest}${event.hash}`, 'hex');
  }
}
