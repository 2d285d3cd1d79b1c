import type { DataSource } from 'typeorm';
import type { Answers } from './check-answers';
import type { ApplicationState } from './application.entity';
import { textOf } from './text-of';

/** States in which an application can be in the queue of reviewers. */
export const QUEUE_STATES = ['submitted', 'info_requested', 'approved', 'rejected'] as const;
export type QueueState = Extract<ApplicationState, (typeof QUEUE_STATES)[number]>;

/** An application as reviewers see it in their queue. */
export interface QueuedApplication {
  readonly trackingId: string;
  readonly partner: string;
  readonly type: string;
  readonly state: QueueState;
  readonly name: string | null;
  readonly company: string | null;
  readonly submittedAt: Date;
  readonly dueAt: Date;
  readonly decidedAt: Date | null;
}

/** Where a page begins: what waits for us comes first, then what waits for the applicant, then what is decided. */
export type QueueKey = readonly [rank: number, dueMs: number, trackingId: string];

export interface QueueQuery {
  readonly program: string;
  readonly state?: QueueState | undefined;
  /** Only those that were due before and wait for us still. */
  readonly overdueAt?: Date | undefined;
  readonly after: QueueKey | null;
  readonly limit: number;
}

const RANK = "CASE state WHEN 'submitted' THEN 0 WHEN 'info_requested' THEN 1 ELSE 2 END";
const DUE_MS = '(extract(epoch FROM due_at) * 1000)::bigint';
const SELECT = `
  SELECT tracking_id, partner, partner_type, state, submitted, submitted_at, due_at, decided_at
    FROM desk.applications
   WHERE program = $1 AND tracking_id IS NOT NULL AND state <> 'draft'
     AND ($2::text IS NULL OR state = $2)
     AND ($3::timestamptz IS NULL OR (state = 'submitted' AND due_at < $3))
     AND ($4::int IS NULL OR (${RANK}, ${DUE_MS}, tracking_id) > ($4::int, $5::bigint, $6::text))
   ORDER BY ${RANK}, ${DUE_MS}, tracking_id LIMIT $7`;

interface StoredApplication {
  readonly tracking_id: string;
  readonly partner: string;
  readonly partner_type: string;
  readonly state: QueueState;
  readonly submitted: string;
  readonly submitted_at: Date;
  readonly due_at: Date;
  readonly decided_at: Date | null;
}

/** A page of the queue: those that wait for a review first, the longest due first. */
export async function reviewQueue(api: DataSource, query: QueueQuery): Promise<readonly QueuedApplication[]> {
  const { program, state, overdueAt, after, limit } = query;
  const [rank, dueMs, trackingId] = after ?? [null, null, null];
  const parameters = [program, state ?? null, overdueAt ?? null, rank, dueMs, trackingId, limit];
  const rows = await api.query<StoredApplication[]>(SELECT, parameters);
  return rows.map(queued);
}

/** By what the queue goes on behind an application. */
export function queueKeyOf({ state, dueAt, trackingId }: QueuedApplication): QueueKey {
  const rank = state === 'submitted' ? 0 : state === 'info_requested' ? 1 : 2;
  return [rank, dueAt.getTime(), trackingId];
}

function queued(row: StoredApplication): QueuedApplication {
  const { answers } = JSON.parse(row.submitted) as { readonly answers: Answers };
  return {
    trackingId: row.tracking_id,
    partner: row.partner,
    type: row.partner_type,
    state: row.state,
    name: textOf(answers, 'name'),
    company: textOf(answers, 'company'),
    submittedAt: row.submitted_at,
    dueAt: row.due_at,
    decidedAt: row.decided_at,
  };
}
