import type { RecordedEvent } from '@ledger/event-store/event-store';
import { placedDecision, type PlacedDecision } from './decision-events';

/** A decision, with where the log has it. */
export interface LoggedDecision extends PlacedDecision {
  readonly stream: string;
  readonly revision: bigint;
}

/** How far behind a fact its decisions are looked for before the next fact is taken. It saves memory and decides nothing. */
export interface Lookahead {
  readonly facts: number;
  readonly positions: bigint;
}

/** A decision stands further behind its fact than was looked: what was read so far has to be read again, looking further. */
export class DecisionCameLate extends Error {
  override readonly name = 'DecisionCameLate';
}

/** As a rule, decisions stand within one append behind their facts. */
const FIRST_LOOKAHEAD: Lookahead = { facts: 2_000, positions: 100_000n };
const FURTHER = 16;

/**
 * Runs an attempt at reading decisions, again from its beginning where one of them came late, each time looking further.
 * An attempt has to read its decisions to the end (`toEnd`) before it counts.
 */
export async function lookingFarEnough<T>(attempt: (lookahead: Lookahead) => Promise<T>): Promise<T> {
  for (let lookahead = FIRST_LOOKAHEAD; ; lookahead = further(lookahead)) {
    try {
      return await attempt(lookahead);
    } catch (error) {
      if (!(error instanceof DecisionCameLate)) throw error;
    }
  }
}

function further({ facts, positions }: Lookahead): Lookahead {
  return { facts: facts * FURTHER, positions: positions * BigInt(FURTHER) };
}

export interface RecordedDecisionsOptions {
  readonly lookahead: Lookahead;
  /** Sees every event that is read. */
  readonly onEvent?: (event: RecordedEvent, placed: PlacedDecision) => void;
  /** Decisions on facts from this one on are not kept. */
  readonly beforeSeq?: number;
}

/** Reads what one stage decided, in the order of the facts, from its streams in the order of recording. */
export class RecordedDecisions {
  private readonly waiting = new Map<string, LoggedDecision[]>();
  private readonly highestSeq = new Map<string, number>();
  private readonly takenTo = new Map<string, number>();
  private position = 0n;
  private ended = false;

  constructor(
    private readonly events: AsyncIterator<RecordedEvent>,
    private readonly options: RecordedDecisionsOptions,
  ) {}

  /**
   * The decisions on a fact, in the order in which they were made; to be asked in the order of the facts. `at`: the
   * position of the fact, where none of its decisions was recorded before it.
   * @throws DecisionCameLate
   */
  async on(program: string, seq: number, at: bigint | null): Promise<readonly LoggedDecision[]> {
    while (!this.ended && !this.isFarBehind(program, seq, at)) await this.readOne();
    this.takenTo.set(program, seq);
    const key = `${seq} ${program}`;
    const found = this.waiting.get(key) ?? [];
    this.waiting.delete(key);
    return found.sort((a, b) => a.index - b.index);
  }

  /**
   * Reads what is left: only then is it known that nothing came late.
   * @throws DecisionCameLate
   */
  async toEnd(): Promise<void> {
    while (!this.ended) await this.readOne();
  }

  private isFarBehind(program: string, seq: number, at: bigint | null): boolean {
    const { facts, positions } = this.options.lookahead;
    if ((this.highestSeq.get(program) ?? 0) > seq + facts) return true;
    return at !== null && this.position > at + positions;
  }

  private async readOne(): Promise<void> {
    const next = await this.events.next();
    if (next.done === true) {
      this.ended = true;
      return;
    }
    const { stream, revision, position } = next.value;
    this.position = position;
    const placed = placedDecision(next.value);
    this.options.onEvent?.(next.value, placed);
    const { program, seq } = placed;
    if (seq <= (this.takenTo.get(program) ?? 0)) {
      throw new DecisionCameLate(`${stream}@${revision}: a decision on fact ${seq} of ${program} was not looked for`);
    }
    this.highestSeq.set(program, Math.max(this.highestSeq.get(program) ?? 0, seq));
    if (seq >= (this.options.beforeSeq ?? Infinity)) return;
    const key = `${seq} ${program}`;
    const known = this.waiting.get(key);
    if (known === undefined) this.waiting.set(key, [{ ...placed, stream, revision }]);
    else known.push({ ...placed, stream, revision });
  }
}
