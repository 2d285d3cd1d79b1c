import type { Answering, Batch, BatchLine, BatchTurn, LineState } from '../manual/bank-batch';
import type { BatchDesk, NewBatch, NewLine, SaidOfLine } from '../manual/batch-desk';
import type { PayoutName } from '../sending/payout-name';
import type { TransferId } from '../sending/transfer';

type KeptLine = NewLine & Pick<BatchLine, 'batch' | 'batchNumber'> & { state: LineState | null; code: string | null };

/** Batches in memory. */
export class MemoryBatches implements BatchDesk {
  private numbers = 0;
  private readonly batches = new Map<string, Batch>();
  private readonly kept: KeptLine[] = [];

  nextNumber(): Promise<number> {
    return Promise.resolve(++this.numbers);
  }

  add(batch: NewBatch, lines: readonly NewLine[]): Promise<boolean> {
    const isTaken = (line: NewLine) => this.linesOfNow(line).some(({ state }) => state !== 'given_up');
    if (lines.some(isTaken)) return Promise.resolve(false);
    this.batches.set(nameOf(batch.program, batch.batch), { ...batch, state: 'made', turn: null });
    const where = { batch: batch.batch, batchNumber: batch.number, state: null, code: null };
    this.kept.push(...lines.map((line) => ({ ...line, ...where })));
    return Promise.resolve(true);
  }

  find(program: string, batch: string): Promise<Batch | null> {
    return Promise.resolve(this.batches.get(nameOf(program, batch)) ?? null);
  }

  list(program: string): Promise<readonly Batch[]> {
    const mine = [...this.batches.values()].filter((batch) => batch.program === program);
    return Promise.resolve(mine.sort((a, b) => b.number - a.number));
  }

  lines(program: string, batch: string): Promise<readonly BatchLine[]> {
    const mine = this.kept.filter((line) => line.program === program && line.batch === batch);
    return Promise.resolve(mine.map((line) => this.shown(line)));
  }

  linesOf(payout: PayoutName): Promise<readonly BatchLine[]> {
    return Promise.resolve(this.linesOfNow(payout));
  }

  lineById(id: TransferId): Promise<BatchLine | null> {
    const line = this.kept.find(({ endToEndId }) => endToEndId === id);
    return Promise.resolve(line === undefined ? null : this.shown(line));
  }

  turn(program: string, id: string, to: 'sent' | 'given_up', turn: BatchTurn): Promise<boolean> {
    const batch = this.batches.get(nameOf(program, id));
    if (batch?.state !== 'made') return Promise.resolve(false);
    this.batches.set(nameOf(program, id), { ...batch, state: to, turn });
    return Promise.resolve(true);
  }

  answer(said: readonly SaidOfLine[], _: Answering): Promise<boolean> {
    const before = this.kept.map(({ state, code }) => ({ state, code }));
    const taken = said.every(({ line, answer }) => {
      const kept = this.kept.find(({ endToEndId }) => endToEndId === line.endToEndId);
      if (kept === undefined || this.shown(kept).state !== line.state) return false;
      kept.state = answer.says;
      kept.code = answer.says === 'paid' ? null : answer.code;
      return true;
    });
    if (!taken) this.kept.forEach((line, index) => Object.assign(line, before[index]));
    return Promise.resolve(taken);
  }

  private linesOfNow({ program, payout }: PayoutName): BatchLine[] {
    const mine = this.kept.filter((line) => line.program === program && line.payout === payout);
    return mine.map((line) => this.shown(line)).sort((a, b) => a.attempt - b.attempt);
  }

  private shown(line: KeptLine): BatchLine {
    const batch = this.batches.get(nameOf(line.program, line.batch));
    if (batch === undefined) throw new RangeError(`no batch ${line.batch}`);
    const unanswered = { made: 'in_batch', sent: 'sent', given_up: 'given_up' } as const;
    return { ...line, state: line.state ?? unanswered[batch.state], turnedAt: batch.turn?.at ?? null };
  }
}

function nameOf(program: string, batch: string): string {
  return `${batch} ${program}`;
}
