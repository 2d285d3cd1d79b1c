import type { EventStore, RecordedEvent } from '@ledger/event-store/event-store';
import { ContinuedCheck } from '@ledger/event-store/continued-check';
import type { LogCheck } from '@ledger/event-store/log-check';
import { termsFromJson } from '@ledger/program/describe-terms-canonical';
import type { LedgerEntry, ProjectedBatch } from '@ledger/read-models/ledger-entry';
import { CheckpointMoved } from '@ledger/read-models/postgres/checkpoint-moved';
import type { Projector } from '@ledger/read-models/postgres/projector';
import { recordedArrival, type RecordedArrival } from './log/arrival-events';
import { keptOf } from './log/kept-arrival';
import { placedDecision } from './log/decision-events';
import { publishedIn } from './log/published-in';
import { readRecorded } from './log/recorded-kinds';
import { FACTS_CATEGORY, isOfEdition, TERMS_CATEGORY } from './log/stream-names';
import { readAhead } from './read-ahead';

/** The more go together, the more of what happens to a row is one write. */
const BATCH_EVENTS = 10_000;

/** Follows the links between events as they are read, or looks up first what they follow on. Throws, or rejects with, LogBroken. */
type LinkCheck = Pick<LogCheck | ContinuedCheck, 'mustFollow'>;

/** What a recorded event means to the read models; null: it is none of theirs. */
function ledgerEntry(event: RecordedEvent): LedgerEntry | null {
  if (event.stream.startsWith(`${TERMS_CATEGORY}-`)) return termsEntry(event);
  if (!isOfEdition(event.stream)) return null;
  if (event.stream.startsWith(`${FACTS_CATEGORY}-`)) return arrivalEntry(recordedArrival(event));
  const { program, seq, decision } = placedDecision(event);
  return { program, seq, decision };
}

/** Terms were recorded in streams of their own before they were facts. */
function termsEntry(event: RecordedEvent): LedgerEntry {
  const terms = { ...termsFromJson(readRecorded(event).data), publishedAt: null };
  return { program: terms.program, seq: 0, recordedTerms: terms };
}

function arrivalEntry(recorded: RecordedArrival): LedgerEntry {
  const { arrival } = recorded;
  const entry = { program: arrival.program, seq: arrival.seq, arrival, kept: keptOf(arrival, recorded) };
  const published = publishedIn(recorded);
  return published === null ? entry : { ...entry, published };
}

/**
 * What the store holds after position `from` up to and including `to`, in batches for the read models; one is read while
 * the one before it is written. `check`: for who believes nothing of the log that it has not followed from its beginning.
 * Throws LogBroken.
 */
export function readBatches(
  store: EventStore,
  from: bigint,
  to: bigint,
  check?: LinkCheck,
): AsyncGenerator<ProjectedBatch> {
  return readAhead(batchesOf(store, from, to, check));
}

async function* batchesOf(
  store: EventStore,
  from: bigint,
  to: bigint,
  check: LinkCheck | undefined,
): AsyncGenerator<ProjectedBatch> {
  let entries: LedgerEntry[] = [];
  let events = 0;
  let fromCheckpoint = from;
  let toCheckpoint = from;
  for await (const event of store.readAll(from, 'all')) {
    if (event.position > to) break;
    const lookedUp = check?.mustFollow(event);
    if (lookedUp !== undefined) await lookedUp;
    // At once, so that what was read for it need not be kept until the batch is full.
    const entry = ledgerEntry(event);
    if (entry !== null) entries.push(entry);
    events += 1;
    toCheckpoint = event.position;
    if (events < BATCH_EVENTS) continue;
    yield { fromCheckpoint, toCheckpoint, entries };
    [fromCheckpoint, entries, events] = [toCheckpoint, [], 0];
  }
  if (events > 0) yield { fromCheckpoint, toCheckpoint, entries };
}

function batchOf(fromCheckpoint: bigint, events: readonly RecordedEvent[]): ProjectedBatch {
  const toCheckpoint = events.at(-1)?.position ?? fromCheckpoint;
  return { fromCheckpoint, toCheckpoint, entries: events.map(ledgerEntry).filter((entry) => entry !== null) };
}

export interface ProjectionProgress {
  /** So many more events are visible in the read models. */
  projected(events: number): void;
}

/**
 * Brings the read models to where the store stands now. Where another process projects the same, both go on from the
 * checkpoint that the faster one left. Throws LogBroken where what is new does not follow on what was there.
 */
export async function catchUpProjection(
  store: EventStore,
  projector: Projector,
  progress?: ProjectionProgress,
): Promise<bigint> {
  const target = await store.lastPosition();
  for (;;) {
    const from = await projector.checkpoint();
    if (from >= target) return from;
    await projectUntil(store, projector, from, target, progress);
  }
}

/** Throws LogBroken where what the read models do not show yet does not follow on what they show. Shows nothing of it. */
export async function checkNotProjected(store: EventStore, projector: Projector): Promise<void> {
  const from = await projector.checkpoint();
  const check = new ContinuedCheck(store, from);
  for await (const event of store.readAll(from, 'all')) await check.mustFollow(event);
}

async function projectUntil(
  store: EventStore,
  projector: Projector,
  from: bigint,
  to: bigint,
  progress?: ProjectionProgress,
) {
  let checkpoint = from;
  try {
    for await (const batch of readBatches(store, from, to, new ContinuedCheck(store, from))) {
      await projector.project(batch);
      checkpoint = batch.toCheckpoint;
      progress?.projected(batch.entries.length);
    }
    // The last events may be of streams that no read model is made from.
    if (checkpoint < to) await projector.project({ fromCheckpoint: checkpoint, toCheckpoint: to, entries: [] });
  } catch (error) {
    if (!(error instanceof CheckpointMoved)) throw error;
  }
}

/** Follows the store and keeps the read models up to date until the signal; rejects when a projection fails. */
export async function followProjection(
  store: EventStore,
  projector: Projector,
  signal: AbortSignal,
  progress?: ProjectionProgress,
): Promise<void> {
  let checkpoint = await projector.checkpoint();
  await store.subscribe(
    checkpoint,
    'all',
    async (events) => {
      const fresh = events.filter(({ position }) => position > checkpoint);
      if (fresh.length === 0) return;
      try {
        const batch = batchOf(checkpoint, fresh);
        await projector.project(batch);
        checkpoint = batch.toCheckpoint;
        progress?.projected(fresh.length);
      } catch (error) {
        if (!(error instanceof CheckpointMoved)) throw error;
        checkpoint = await catchUpProjection(store, projector, progress);
      }
    },
    signal,
  );
}
