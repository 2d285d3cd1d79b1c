import type { RecordedEvent } from '@ledger/event-store/event-store';
import type { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { verifyLog } from '../verify/verify-log';
import { RecordedLog, recordedAnew, storeOf } from './recorded-log';
import { feedEvents, sampleParts, type SampleParts } from './sample-ledger';

/** A history as releases recorded it one after the other, of which the first may not know some decisions that only tell. */
export class ToldLate {
  constructor(
    private readonly events: readonly unknown[],
    readonly isTold: (event: Pick<RecordedEvent, 'type'>) => boolean,
  ) {}

  /** The log, recorded by a release that was restarted after `restart` events; the first one may tell nothing. */
  async logOf(restart: number, firstTells: boolean): Promise<{ log: RecordedLog; parts: SampleParts }> {
    const before = sampleParts();
    await feedEvents(before, this.events.slice(0, restart), 0);
    const recorded = (await RecordedLog.of(before.store)).events;
    const untold = () => storeOf(recordedAnew(recorded.filter((event) => !this.isTold(event))));
    const store = firstTells ? before.store : await untold();
    const parts = { ...before, store };
    await feedEvents(parts, this.events.slice(restart), restart);
    return { log: await RecordedLog.of(store), parts };
  }

  /** All but what is told, without where in the log it is, and so without its hash. */
  othersOf({ events }: RecordedLog): Omit<RecordedEvent, 'position' | 'hash'>[] {
    return events
      .filter((event) => !this.isTold(event))
      .map(({ stream, revision, id, type, data, metadata }) => ({ stream, revision, id, type, data, metadata }));
  }
}

/** Verifies a log with its decisions made again. */
export function verifyAgain(log: MemoryEventStore, parts: SampleParts): ReturnType<typeof verifyLog> {
  return verifyLog({ ...parts, store: log, reExecute: true, noted: null, decidedTo: () => null });
}
