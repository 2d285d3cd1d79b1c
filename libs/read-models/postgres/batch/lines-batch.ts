import type { LineKey } from '@ledger/stages/payout/payout.decisions';
import { compositeKey } from '../../definition/composite-key';
import type { LinesMove, LinesOfProgram } from '../../definition/written-rows';
import { lines, type LineRow } from '../../tables/lines';
import { writeRows, type ProgramTarget } from '../write-rows';
import type { BatchRows } from './batch-rows';
import { moveEarlierLines } from './move-lines';

type Moving = 'state' | 'paidAt' | 'payout';
type Mutable<T> = { -readonly [F in keyof T]: T[F] };

/** A line of an earlier batch, with the state in which this batch leaves it. */
export interface MovedLine extends Mutable<Pick<LineRow, Moving>>, LineKey {
  readonly partner: string;
  readonly currency: string;
  /** The state in which the earlier batches left it. */
  readonly before: LineRow['state'];
}

/** What a batch posts, and what it moves of what was posted before it. */
export class LinesBatch implements LinesOfProgram, BatchRows {
  private readonly posted = new Map<string, Mutable<LineRow>>();
  private readonly moved = new Map<string, MovedLine>();

  append(row: LineRow): void {
    this.posted.set(keyOf(row.partner, row), row);
  }

  move({ partner, currency, from, to, paidAt, payout, lines: keys }: LinesMove): void {
    for (const { invoice, line, lineSeq } of keys) {
      const name = keyOf(partner, { invoice, line, lineSeq });
      const touched = this.posted.get(name) ?? this.moved.get(name);
      if (touched === undefined) {
        this.moved.set(name, { partner, currency, invoice, line, lineSeq, before: from, state: to, paidAt, payout });
      } else {
        touched.state = to;
        touched.paidAt = paidAt;
        touched.payout = payout;
      }
    }
  }

  async write(target: ProgramTarget): Promise<void> {
    await moveEarlierLines(target, [...this.moved.values()]);
    await writeRows(target, lines, [...this.posted.values()], 'fail');
  }
}

function keyOf(partner: string, { invoice, line, lineSeq }: LineKey): string {
  return compositeKey(partner, invoice ?? '', line, String(lineSeq));
}
