import type { AppendRequest, AppendResult } from '@ledger/event-store/event-store';
import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import type { MemoryLog } from '@ledger/event-store/memory/memory-log';

/** The process ended there. */
export class CutOff extends Error {
  override readonly name = 'CutOff';
}

/** A store that its process loses after so many appends; at once or stream by stream, as the log's server has it. */
export class CutOffStore extends MemoryEventStore {
  override readonly appendsAtOnce: boolean;

  constructor(
    log: MemoryLog,
    atOnce: boolean,
    private appendsLeft = Infinity,
  ) {
    super(log);
    this.appendsAtOnce = atOnce;
  }

  override async append(requests: readonly AppendRequest[]): Promise<AppendResult> {
    if (this.appendsAtOnce) return this.appendOnce(requests);
    let last: AppendResult | null = null;
    for (const request of requests) {
      last = await this.appendOnce([request]);
      if (!last.ok) break;
    }
    return last ?? super.append(requests);
  }

  private appendOnce(requests: readonly AppendRequest[]): Promise<AppendResult> {
    if (this.appendsLeft === 0) return Promise.reject(new CutOff('cut off'));
    this.appendsLeft -= 1;
    return super.append(requests);
  }
}
