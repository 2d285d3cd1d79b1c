import type { EventStore, RecordedEvent } from '@ledger/event-store/event-store';
import type { Instant } from '@ledger/kernel/instant';
import { isOfSending, outputOfSending } from '@ledger/rails/log/sent-output';
import { recordedArrival } from '@ledger/runner/log/arrival-events';
import { placedDecision } from '@ledger/runner/log/decision-events';
import { FACTS_CATEGORY, factsStream, isOfEdition } from '@ledger/runner/log/stream-names';
import { outputOfArrival, outputOfDecision, type OutputEvent } from '@ledger/runner/outputs/output-event';

/** An output with the position of the log at which what it tells is recorded. */
export interface PlacedOutput {
  readonly position: bigint;
  readonly event: OutputEvent;
}

/** So many clocks of facts are remembered: decisions follow soon on their facts. */
const MOST_CLOCKS = 20_000;

/** What a log has for other systems, in its order: each arrival, each decision that is public, and each payout that was sent. */
export class LogOutputs {
  /** By `program/seq`. */
  private readonly clocks = new Map<string, Instant>();

  constructor(private readonly store: EventStore) {}

  /** Outputs of at most so many events after a position, and how far that reaches; null: there are none after it. */
  async after(position: bigint, limit: number): Promise<{ outputs: PlacedOutput[]; readTo: bigint } | null> {
    const outputs: PlacedOutput[] = [];
    let readTo: bigint | null = null;
    for await (const recorded of this.store.readAll(position, 'all', limit)) {
      const event = await this.outputOf(recorded);
      if (event !== null) outputs.push({ position: recorded.position, event });
      readTo = recorded.position;
    }
    return readTo === null ? null : { outputs, readTo };
  }

  /** The output at a position. Throws where there is none. */
  async at(position: bigint): Promise<OutputEvent> {
    for await (const recorded of this.store.readAll(position - 1n, 'all', 1)) {
      const event = recorded.position === position ? await this.outputOf(recorded) : null;
      if (event !== null) return event;
    }
    throw new RangeError(`the log has no output at position ${position}`);
  }

  private async outputOf(recorded: RecordedEvent): Promise<OutputEvent | null> {
    const { stream } = recorded;
    if (isOfSending(recorded)) return outputOfSending(this.store, recorded);
    if (!isOfEdition(stream)) return null;
    if (stream.startsWith(`${FACTS_CATEGORY}-`)) {
      const { arrival } = recordedArrival(recorded);
      if (arrival.clock !== null) this.remember(keyOf(arrival), arrival.clock);
      return outputOfArrival(arrival);
    }
    const placed = placedDecision(recorded);
    const { fact } = recorded.metadata;
    if (typeof fact !== 'string') throw new TypeError(`${stream}: a decision that names no fact`);
    return outputOfDecision(placed, { id: fact, clock: await this.clockAt(placed) });
  }

  private async clockAt(place: { readonly program: string; readonly seq: number }): Promise<Instant> {
    const known = this.clocks.get(keyOf(place));
    if (known !== undefined) return known;
    const { program, seq } = place;
    for await (const recorded of this.store.read(factsStream(program), BigInt(seq - 1), 1)) {
      const { clock } = recordedArrival(recorded).arrival;
      if (clock === null) break;
      this.remember(keyOf(place), clock);
      return clock;
    }
    throw new RangeError(`${factsStream(program)} has no fact ${seq}, which something was decided on`);
  }

  private remember(key: string, clock: Instant): void {
    this.clocks.set(key, clock);
    if (this.clocks.size <= MOST_CLOCKS) return;
    const [oldest] = this.clocks.keys();
    if (oldest !== undefined) this.clocks.delete(oldest);
  }
}

function keyOf({ program, seq }: { readonly program: string; readonly seq: number }): string {
  return `${seq} ${program}`;
}
