import type { EventType } from '@ledger/contracts/event-types';
import type { Calendar } from '@ledger/kernel/calendar';
import type { PublishedTerms } from '@ledger/program/program-terms';
import type { Arrival } from '@ledger/stages/intake/log-entry';
import type { Decision } from '@ledger/stages/stage';
import type { Posting } from '../journal/posting';
import type { KeptArrival } from '../ledger-entry';
import type { FactFields } from './fact-fields';
import type { FactRow } from './fact-row';

/** Gives the calendar of the entry's program, where a fold asks for it. */
export type CalendarOf = () => Calendar;

/** What the entries of the log do to the rows of a table, whatever store keeps them; what is left out changes none. */
export interface Fold<Rows> {
  /** Months are those of the program's calendar; `seq`: of the fact that was decided on. */
  readonly decisions?: {
    readonly [T in Decision['type']]?: (
      rows: Rows,
      decision: Extract<Decision, { type: T }>,
      calendar: Calendar,
      seq: number,
    ) => void;
  };
  /** What the fact at `seq` posts to the journal. */
  readonly posting?: (rows: Rows, posting: Posting, seq: number) => void;
  /** Whatever arrives; `kept`: what the log keeps of it beside its verdict. A program that has no terms has no calendar. */
  readonly arrival?: (rows: Rows, arrival: Arrival, kept: KeptArrival | undefined, calendarOf: CalendarOf) => void;
  /** An accepted fact, as the log keeps it: in the present version of its type, without personal values. */
  readonly facts?: {
    readonly [T in EventType]?: (
      rows: Rows,
      fact: FactRow,
      data: FactFields,
      eventType: EventType,
      calendarOf: CalendarOf,
    ) => void;
  };
  /** A version of the program's terms. */
  readonly terms?: (rows: Rows, terms: PublishedTerms) => void;
}
