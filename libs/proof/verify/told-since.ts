import type { NewEvent, RecordedEvent } from '@ledger/event-store/event-store';
import type { JsonFields } from '@ledger/contracts/json-value';
import { kindAndVersionOf } from '@ledger/runner/log/recorded-kinds';
import { fieldsAddedTo, versionOfDecision } from '@ledger/stages/decision-versions';
import type { Decision } from '@ledger/stages/stage';

/** Nothing follows from it: it tells why nothing was posted, once for each line, and releases before it did not tell it. */
const TELLING = 'NothingPosted';

/**
 * What releases of this edition have told since the first of them, and earlier ones did not: a log that an earlier one
 * began lacks it from its beginning on, and what was not told for a line may be told for it later.
 */
export class ToldSince {
  /** Where the log first has something that only later releases tell. */
  private from: bigint | null = null;
  /** The reason that the rules give last, by invoice, partner and line. */
  private readonly reasons = new Map<string, string>();

  /** Whether a decision only tells. */
  isTelling({ type }: NewEvent): boolean {
    return kindAndVersionOf(type).kind === TELLING;
  }

  noteExpected(event: NewEvent): void {
    if (!this.isTelling(event)) return;
    for (const { key, reason } of toldBy(event)) this.reasons.set(key, reason);
  }

  noteRecorded({ type, position }: RecordedEvent): void {
    if (this.from !== null) return;
    const { kind, version } = kindAndVersionOf(type);
    const isLater = fieldsAddedTo(kind as Decision['type']).length > 0;
    const isLatest = isLater && version === versionOfDecision(kind as Decision['type']);
    if (kind === TELLING || isLatest) this.from = position;
  }

  /** Whether what a fact at a position led to was recorded before releases told it. */
  isBefore(position: bigint): boolean {
    return this.from === null || position < this.from;
  }

  /** Whether a recorded event tells what the rules gave earlier, when nobody told it. */
  isToldLate(recorded: RecordedEvent): boolean {
    return this.isTelling(recorded) && toldBy(recorded).every(({ key, reason }) => this.reasons.get(key) === reason);
  }
}

function toldBy({ data, metadata }: NewEvent): { readonly key: string; readonly reason: string }[] {
  const { invoice, partner, lines } = data as JsonFields;
  if (!Array.isArray(lines)) return [];
  return (lines as readonly JsonFields[]).map(({ line, reason }) => ({
    key: JSON.stringify([metadata['program'], invoice, partner, line]),
    reason: JSON.stringify(reason),
  }));
}
