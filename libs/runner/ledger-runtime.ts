import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { Arrival } from '@ledger/stages/intake/log-entry';

/**
 * Where an event came from: the place (`request:<key>`, `file:<name>`, `kafka:<topic>/<partition>`) and its number
 * there (index, line, offset), ascending. What comes again from a recorded origin gets the first answer and leaves no trace.
 */
export interface Origin {
  readonly place: string;
  readonly index: number;
  /** The trace that it belongs to (W3C), where tracing is on; recorded, but no part of what tells origins apart. */
  readonly traceparent?: string;
}

/** A parsed JSON value that somebody says is an event. */
export interface Offer {
  readonly value: unknown;
  readonly origin: Origin;
}

/** What became of an offer. */
export interface Answer extends Arrival {
  /** It had been answered before, under the same origin. */
  readonly repeated: boolean;
  /** The position of the log, in digits, at which it is recorded, or behind it: reads may be asked to show it. */
  readonly position: string;
}

/** A running ledger, as those see it who feed it. */
export interface LedgerRuntime {
  /** Judges events in the given order; resolves when the facts and all decisions on them are durable. */
  offer(offers: readonly Offer[]): Promise<readonly Answer[]>;
  /** The programs that are known now, with the terms that facts published until now. */
  programs(): Promise<readonly ProgramTerms[]>;
  /** What a program's clock shows; null: nothing was accepted yet. */
  clockOf(program: string): Instant | null;
}
