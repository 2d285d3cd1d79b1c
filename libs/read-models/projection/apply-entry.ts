import type { EventType } from '@ledger/contracts/event-types';
import type { Calendar } from '@ledger/kernel/calendar';
import type { PublishedTerms } from '@ledger/program/program-terms';
import type { Arrival } from '@ledger/stages/intake/log-entry';
import type { Decision } from '@ledger/stages/stage';
import { postingsOf } from '../journal/postings-of';
import type { KeptArrival, LedgerEntry } from '../ledger-entry';
import { timeIn, type FactFields } from '../definition/fact-fields';
import type { CalendarOf, Fold } from '../definition/fold';
import { TABLES } from './tables';

/** What a store keeps of one program: the rows of each table, in the order of `TABLES`; null: it does not keep them. */
export type ProgramStore = readonly (object | null)[];

/** A fold of one of the tables, and which one. */
interface FoldAt<F> {
  readonly at: number;
  readonly fold: F;
}

type AnyFold = Fold<unknown>;
type Handlers<K extends 'decisions' | 'facts'> = ReadonlyMap<string, readonly FoldAt<HandlerOf<K>>[]>;
type HandlerOf<K extends 'decisions' | 'facts'> = (rows: unknown, ...told: HandlerArguments[K]) => void;

interface HandlerArguments {
  decisions: [decision: Decision, calendar: Calendar, seq: number];
  facts: [
    fact: { seq: number; source: string; id: string; at: number },
    data: FactFields,
    eventType: string,
    calendarOf: CalendarOf,
  ];
}

const DECISIONS = handlers('decisions');
const FACTS = handlers('facts');
const POSTINGS = foldsOf('posting');
const ARRIVALS = foldsOf('arrival');
const TERMS = foldsOf('terms');

/** Applies an entry of the log to the rows of its program: the only place where what is recorded becomes rows. */
export function applyEntry(store: ProgramStore, entry: LedgerEntry, calendarOf: (program: string) => Calendar): void {
  if ('decision' in entry) {
    applyDecision(store, entry.seq, entry.decision, calendarOf(entry.program));
  } else if ('recordedTerms' in entry) {
    applyTerms(store, entry.recordedTerms);
  } else {
    applyArrival(store, entry.arrival, () => calendarOf(entry.program), entry.kept);
    if (entry.published !== undefined) applyTerms(store, entry.published);
  }
}

/** Applies what a stage decided on the fact at `seq`. */
export function applyDecision(store: ProgramStore, seq: number, decision: Decision, calendar: Calendar): void {
  for (const { at, fold } of DECISIONS.get(decision.type) ?? []) {
    const rows = store[at];
    if (rows !== null) fold(rows, decision, calendar, seq);
  }
  for (const posting of postingsOf(decision)) {
    for (const { at, fold } of POSTINGS) {
      const rows = store[at];
      if (rows !== null) fold(rows, posting, seq);
    }
  }
}

/** Applies what arrived, with its verdict; of a fact also what it adds by itself, where the log kept the event. */
export function applyArrival(store: ProgramStore, arrival: Arrival, calendarOf: CalendarOf, kept?: KeptArrival): void {
  for (const { at, fold } of ARRIVALS) {
    const rows = store[at];
    if (rows !== null) fold(rows, arrival, kept, calendarOf);
  }
  const event = kept?.event ?? null;
  if (arrival.verdict.type === 'accepted' && event !== null) applyFact(store, arrival, event, calendarOf);
}

function applyFact(
  store: ProgramStore,
  { seq, source, id, eventType }: Arrival,
  event: FactFields,
  calendarOf: CalendarOf,
): void {
  for (const { at, fold } of FACTS.get(eventType) ?? []) {
    const rows = store[at];
    if (rows === null) continue;
    const fact = { seq, source, id, at: timeIn(event, 'time') };
    fold(rows, fact, event['data'] as FactFields, eventType, calendarOf);
  }
}

function applyTerms(store: ProgramStore, terms: PublishedTerms): void {
  for (const { at, fold } of TERMS) {
    const rows = store[at];
    if (rows !== null) fold(rows, terms);
  }
}

function foldsOf<K extends 'posting' | 'arrival' | 'terms'>(kind: K): readonly FoldAt<NonNullable<AnyFold[K]>>[] {
  return TABLES.flatMap((table, at) => {
    const fold = (table.fold as AnyFold)[kind];
    return fold === undefined ? [] : [{ at, fold }];
  });
}

function handlers<K extends 'decisions' | 'facts'>(kind: K): Handlers<K> {
  const byType = new Map<string, FoldAt<HandlerOf<K>>[]>();
  TABLES.forEach((table, at) => {
    const folds = (table.fold as AnyFold)[kind] as Partial<Record<Decision['type'] | EventType, HandlerOf<K>>>;
    for (const [type, fold] of Object.entries(folds ?? {})) {
      byType.set(type, [...(byType.get(type) ?? []), { at, fold }]);
    }
  });
  return byType;
}
