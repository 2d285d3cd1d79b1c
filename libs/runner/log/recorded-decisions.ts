import type { RecordedEvent } from '@ledger/event-store/event-store';
import type { Decision } from '@ledger/stages/stage';
import { placedDecision, type PlacedDecision } from './decision-events';

/**
 * Decisions of a batch are recorded stream by stream, not fact by fact, and a batch that was cut off is recorded again:
 * so a decision may stand up to this many facts after its turn. A batch has at most 500.
 */
const LOOKAHEAD_FACTS = 2_000;

/** Reads what one stage decided, in the order of the facts, from its streams in the order of recording. */
export class RecordedDecisions {
  private readonly waiting = new Map<string, PlacedDecision[]>();
  private readonly highestSeq = new Map<string, number>();
  private position = 0n;
  private ended = false;

  /** `onEvent` sees every event that is read, with its decision. */
  constructor(
    private readonly events: AsyncIterator<RecordedEvent>,
    private readonly onEvent: (event: RecordedEvent, placed: PlacedDecision) => void = () => undefined,
  ) {}

  /**
   * The decisions on a fact, in the order in which they were made; to be asked in the order of the facts. None stands
   * after `until`, if that is known (a runtime that records facts and decisions in one append knows it).
   */
  async on(program: string, seq: number, until: bigint | null): Promise<readonly Decision[]> {
    while (!this.ended && !this.hasPassed(program, seq, until)) await this.readOne();
    const key = `${seq} ${program}`;
    const found = this.waiting.get(key) ?? [];
    this.waiting.delete(key);
    return found.sort((a, b) => a.index - b.index).map(({ decision }) => decision);
  }

  private hasPassed(program: string, seq: number, until: bigint | null): boolean {
    if ((this.highestSeq.get(program) ?? 0) > seq + LOOKAHEAD_FACTS) return true;
    return until !== null && this.position > until;
  }

  private async readOne(): Promise<void> {
    const next = await this.events.next();
    if (next.done === true) {
      this.ended = true;
      return;
    }
    const { value } = next;
    this.position = value.position;
    const placed = placedDecision(value);
    this.onEvent(value, placed);
    const { program, seq } = placed;
    this.highestSeq.set(program, Math.max(this.highestSeq.get(program) ?? 0, seq));
    const key = `${seq} ${program}`;
    const known = this.waiting.get(key);
    if (known === undefined) this.waiting.set(key, [placed]);
    else known.push(placed);
  }
}
