import type { RejectedArrivalRow } from '@ledger/read-models/tables/rejected';
import type { PersonalReads } from '@ledger/runner/personal/personal-reads';

/** A rejection with what came, as it may be shown. */
export interface ShownRejection {
  readonly row: RejectedArrivalRow;
  /** null: it was erased, or this process cannot show it. */
  readonly body: unknown;
}

/** So many bodies are read at a time. */
const PORTION = 500;

/** The bodies that could not be read as events are kept apart: they are looked up, without their personal values. */
export async function shownRejections(
  rows: readonly RejectedArrivalRow[],
  personal: PersonalReads | null,
): Promise<readonly ShownRejection[]> {
  const refs = rows.flatMap(({ bodyRef }) => (bodyRef === null ? [] : [bodyRef]));
  const bodies = refs.length === 0 || personal === null ? null : await personal.bodies(refs);
  return rows.map((row) => ({ row, body: row.body ?? bodies?.get(row.bodyRef ?? '') ?? null }));
}

/** The same for a list of any length. */
export async function* allShownRejections(
  rows: AsyncIterable<RejectedArrivalRow>,
  personal: PersonalReads | null,
): AsyncIterable<ShownRejection> {
  let portion: RejectedArrivalRow[] = [];
  for await (const row of rows) {
    if (portion.push(row) < PORTION) continue;
    yield* await shownRejections(portion, personal);
    portion = [];
  }
  yield* await shownRejections(portion, personal);
}
