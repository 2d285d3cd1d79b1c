import { compositeKey } from '../../definition/composite-key';
import type { AcceptedEvent, RejectedOfProgram } from '../../definition/written-rows';
import type { RejectedArrivalRow } from '../../tables/rejected';
import type { ProgramTarget } from '../write-rows';
import type { BatchRows } from './batch-rows';
import { writeRejections } from './write-rejections';

/** What a batch rejected and accepted of a program: what is accepted later is a rejection's cure, in whichever batch. */
export class RejectedBatch implements RejectedOfProgram, BatchRows {
  readonly rows: RejectedArrivalRow[] = [];
  /** Whatever was accepted, by source and id, where it was first: rejections of earlier batches may have waited for it. */
  readonly accepted = new Map<string, AcceptedEvent>();
  private readonly places = new Map<string, number[]>();
  private readonly times = new Map<string, number>();

  /** `times` counts within the batch; what earlier ones have is added when it is written. */
  append(row: RejectedArrivalRow): void {
    const times = (this.times.get(row.same) ?? 0) + 1;
    this.times.set(row.same, times);
    const key = compositeKey(row.source, row.id);
    const places = this.places.get(key);
    if (places === undefined) this.places.set(key, [this.rows.length]);
    else places.push(this.rows.length);
    this.rows.push({ ...row, times });
  }

  accept(event: AcceptedEvent): void {
    const { program, source, id, seq } = event;
    const key = compositeKey(source, id);
    // Of what named no program, each of several may have accepted it.
    if (!this.accepted.has(key)) this.accepted.set(key, event);
    for (const place of this.places.get(key) ?? []) {
      this.rows[place] = { ...(this.rows[place] as RejectedArrivalRow), acceptedIn: program, acceptedSeq: seq };
    }
    this.places.delete(key);
  }

  write(target: ProgramTarget): Promise<void> {
    return writeRejections(target, this.rows, [...this.accepted.values()]);
  }
}
