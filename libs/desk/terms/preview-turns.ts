import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { TermsPreview, type PreviewState } from './terms-preview.entity';

/** A process that did not say for so long that it computes a preview does so no more: it is begun anew. */
const SILENT_S = 15;
const UNIQUE_VIOLATION = '23505';

/** A preview that this process computes, and its turn. */
export interface TakenPreview {
  readonly preview: TermsPreview;
  readonly run: string;
}

/**
 * Takes the preview whose turn it is: one whose process went silent, else the one that waits longest. Null: none waits,
 * or another is being computed, wherever. Who asks while another takes it waits for that: what is behind it in the queue
 * has no turn yet.
 */
export async function takePreview(manager: EntityManager): Promise<TakenPreview | null> {
  const run = randomUUID();
  const silent = `seen_at < clock_timestamp() - interval '${SILENT_S} seconds'`;
  try {
    const [taken] = await changed(
      manager,
      `UPDATE desk.terms_previews SET state = 'running', run = $1, seen_at = clock_timestamp(), done = 0
        WHERE id = (
          SELECT id FROM desk.terms_previews WHERE state = 'waiting' OR (state = 'running' AND ${silent})
           ORDER BY state, asked_at LIMIT 1 FOR UPDATE)
        RETURNING id`,
      [run],
    );
    const preview = taken === undefined ? null : await manager.findOneBy(TermsPreview, { id: taken.id, run });
    return preview === null ? null : { preview, run };
  } catch (error) {
    // Another is running.
    if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION) return null;
    throw error;
  }
}

/** Says how far a computation is; answers whether it is still this process's to do: it may have been cancelled. */
export async function notePreview(
  manager: EntityManager,
  { preview: { id }, run }: TakenPreview,
  { done, total }: { readonly done: number; readonly total: number },
): Promise<boolean> {
  const rows = await changed(
    manager,
    `UPDATE desk.terms_previews SET done = $3, total = $4, seen_at = clock_timestamp()
      WHERE id = $1 AND run = $2 AND state = 'running' RETURNING id`,
    [id, run, done, total],
  );
  return rows.length > 0;
}

/** What a computation came to. */
export type PreviewEnd =
  | { readonly state: 'done'; readonly effect: string }
  | { readonly state: 'failed'; readonly failure: string }
  /** This process stops: it is begun anew elsewhere, or later. */
  | { readonly state: 'waiting' };

export async function endPreview(
  manager: EntityManager,
  { preview, run }: TakenPreview,
  end: PreviewEnd,
): Promise<void> {
  const [effect, failure] = ['effect' in end ? end.effect : null, 'failure' in end ? end.failure : null];
  await manager.query(
    `UPDATE desk.terms_previews SET state = $3, effect = $4, failure = $5, run = NULL,
            done = CASE $3 WHEN 'done' THEN total WHEN 'waiting' THEN 0 ELSE done END,
            ended_at = CASE $3 WHEN 'waiting' THEN NULL ELSE clock_timestamp() END
      WHERE id = $1 AND run = $2 AND state = 'running'`,
    [preview.id, run, end.state satisfies PreviewState, effect, failure],
  );
}

/** Cancels one that is not over; answers whether it was not. */
export async function cancelPreview(manager: EntityManager, program: string, id: string): Promise<boolean> {
  const rows = await changed(
    manager,
    `UPDATE desk.terms_previews SET state = 'cancelled', run = NULL, ended_at = clock_timestamp()
      WHERE program = $1 AND id = $2 AND state IN ('waiting', 'running') RETURNING id`,
    [program, id],
  );
  return rows.length > 0;
}

/** What the driver answers of a statement that changes rows: those, and how many. */
async function changed(manager: EntityManager, sql: string, values: readonly unknown[]): Promise<{ id: string }[]> {
  const [rows] = await manager.query<[{ id: string }[], number]>(sql, [...values]);
  return rows;
}
