import type { NewEvent, RecordedEvent } from '@ledger/event-store/event-store';
import { canonicalJson } from '@ledger/event-store/canonical-json';
import type { JsonFields, JsonValue } from '@ledger/contracts/json-value';
import { kindAndVersionOf } from '@ledger/runner/log/recorded-kinds';
import { fieldsAddedTo, versionOfDecision } from '@ledger/stages/decision-versions';
import type { Decision } from '@ledger/stages/stage';

/** What one decision tells: about what, and what of it. */
interface Told {
  readonly about: JsonValue;
  readonly what: JsonValue;
}

/**
 * Decisions that only tell: nothing follows from them, and releases before did not tell them. One that tells of several
 * things may be told late of some of them.
 */
const TELLING: Partial<Record<Decision['type'], (data: JsonFields) => readonly Told[]>> = {
  NothingPosted: ({ invoice = null, partner = null, lines }) =>
    (lines as readonly JsonFields[]).map(({ line = null, reason = null }) => ({
      about: [invoice, partner, line],
      what: reason,
    })),
  TaxFormExpiring: ({ partner = null, validThrough = null, daysLeft = null, ...what }) => [
    { about: [partner, validThrough, daysLeft], what },
  ],
  StatementClosed: ({ partner = null, currency = null, month = null, ...what }) => [
    { about: [partner, currency, month], what },
  ],
  TrueUpExpected: ({ invoice = null, partner = null, ...what }) => [{ about: [invoice, partner], what }],
};

/**
 * What releases of this edition have told since the first of them, and earlier ones did not: a log that an earlier one
 * began lacks it from its beginning on, and what was not told then may be told later. Each kind has its own beginning.
 */
export class ToldSince {
  /** Where the log first has something of a kind, or what a release that tells it records. */
  private readonly from = new Map<string, bigint>();
  /** What the rules gave, by what it is about. */
  private readonly given = new Map<string, Set<string>>();

  /** Whether a decision only tells. */
  isTelling(event: NewEvent): boolean {
    return kindOf(event) in TELLING;
  }

  noteExpected(event: NewEvent): void {
    for (const { about, what } of toldBy(event)) {
      const given = this.given.get(about) ?? new Set();
      this.given.set(about, given.add(what));
    }
  }

  noteRecorded(event: RecordedEvent): void {
    const kind = kindOf(event);
    const isLater = fieldsAddedTo(kind as Decision['type']).length > 0;
    const isLatest = isLater && event.type.endsWith(`.v${versionOfDecision(kind as Decision['type'])}`);
    // The release that told figures first told why nothing is posted, too.
    const told = isLatest ? 'NothingPosted' : kind in TELLING ? kind : null;
    if (told !== null && !this.from.has(told)) this.from.set(told, event.position);
  }

  /** Whether what a fact at a position led to was recorded before releases told such a decision. */
  isBefore(event: NewEvent, position: bigint): boolean {
    const from = this.from.get(kindOf(event));
    return from === undefined || position < from;
  }

  /** Whether a recorded event tells what the rules gave earlier, when nobody told it. */
  isToldLate(recorded: RecordedEvent): boolean {
    const told = toldBy(recorded);
    return told.length > 0 && told.every(({ about, what }) => this.given.get(about)?.has(what) === true);
  }
}

function kindOf({ type }: Pick<NewEvent, 'type'>): string {
  return kindAndVersionOf(type).kind;
}

function toldBy(event: NewEvent): { readonly about: string; readonly what: string }[] {
  const kind = kindOf(event);
  const told = TELLING[kind as Decision['type']]?.(event.data as JsonFields) ?? [];
  return told.map(({ about, what }) => ({
    about: canonicalJson([kind, event.metadata['program'] ?? null, about]),
    what: canonicalJson(what),
  }));
}
