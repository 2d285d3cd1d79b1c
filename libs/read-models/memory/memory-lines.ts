import { EntriesByLine } from '@ledger/stages/facts/entries-by-line';
import type { LineKey } from '@ledger/stages/payout/payout.decisions';
import type { LinesMove, LinesOfProgram } from '../definition/written-rows';
import type { LineRow } from '../tables/lines';

/** A line, which moves from hold to paid in place. */
type MovingLine = { -readonly [F in keyof LineRow]: LineRow[F] };

/** The lines of one invoice, or a partner's own, in the order in which they were posted: a chain costs a third of what an array costs for a handful. */
interface Chain {
  readonly row: MovingLine;
  next: Chain | null;
}

/** A line is found by walking the chain from the one that was found last, or by an index where they are many. */
interface ChainedLines {
  readonly first: Chain;
  last: Chain;
  found: Chain;
  /** Made at the first walk that was a long one. */
  index: EntriesByLine<MovingLine> | null;
}

/** The lines of one program. */
export class MemoryLines implements LinesOfProgram {
  private readonly invoices = new Map<string, ChainedLines>();
  /** By partner. */
  private readonly own = new Map<string, ChainedLines>();

  append(row: LineRow): void {
    const chain: Chain = { row, next: null };
    const [lists, key] = row.invoice === null ? [this.own, row.partner] : [this.invoices, row.invoice];
    const lines = lists.get(key);
    if (lines === undefined) {
      lists.set(key, { first: chain, last: chain, found: chain, index: null });
      return;
    }
    lines.last.next = chain;
    lines.last = chain;
    lines.index?.add(row);
  }

  move({ partner, to, paidAt, payout, lines }: LinesMove): void {
    for (const key of lines) {
      const line = this.lineOf(partner, key);
      line.state = to;
      line.paidAt = paidAt;
      line.payout = payout;
    }
  }

  *all(): Iterable<LineRow> {
    for (const lists of [this.invoices, this.own]) {
      for (const { first } of lists.values()) yield* rowsFrom(first);
    }
  }

  private lineOf(partner: string, key: LineKey): MovingLine {
    const { invoice, line, lineSeq } = key;
    const lines = invoice === null ? this.own.get(partner) : this.invoices.get(invoice);
    const row = lines && (nearby(lines, partner, key) ?? indexOf(lines).find(line, withinLine(partner, lineSeq)));
    if (row !== undefined) return row;
    throw new RangeError(`no line ${lineSeq} of ${invoice ?? partner}/${line} was posted for partner ${partner}`);
  }
}

/** More steps than the lines of most invoices have: there an index would cost more than the walk. */
const LONG_WALK = 16;

function nearby(lines: ChainedLines, partner: string, key: LineKey): MovingLine | undefined {
  let chain = lines.found;
  for (let steps = 0; steps < LONG_WALK; steps += 1) {
    const { row } = chain;
    if (row.line === key.line && row.lineSeq === key.lineSeq && row.partner === partner) {
      lines.found = chain;
      return row;
    }
    chain = chain.next ?? lines.first;
  }
  return undefined;
}

function indexOf(lines: ChainedLines): EntriesByLine<MovingLine> {
  if (lines.index === null) {
    lines.index = new EntriesByLine(({ partner, lineSeq }) => withinLine(partner, lineSeq));
    for (const row of rowsFrom(lines.first)) lines.index.add(row);
  }
  return lines.index;
}

function* rowsFrom(first: Chain): Iterable<MovingLine> {
  for (let chain: Chain | null = first; chain !== null; chain = chain.next) yield chain.row;
}

function withinLine(partner: string, lineSeq: number): string {
  return `${lineSeq} ${partner}`;
}
