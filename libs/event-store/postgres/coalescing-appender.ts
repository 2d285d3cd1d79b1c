import type { AppendRequest, AppendResult } from '../event-store';
import { type AppendOutcome, callAppend, prepareRequest, type PreparedRequest } from './append-statement';
import type { ChainHeads } from './chain-heads';
import type { PostgresLink } from './postgres-link';

/** So many events go to the server at once, unless a single append has more. */
const MAX_BATCH_EVENTS = 500;
/** A head can be overtaken by another process between reading it and appending; not this often in a row. */
const MAX_STALE_ANSWERS = 20;

/** One call of `append`: it takes place as a whole or not at all. */
interface Unit {
  readonly requests: readonly PreparedRequest[];
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: unknown) => void;
}

/** Units that go together; requests that follow on each other in a stream are put together. */
interface Batch {
  readonly units: Unit[];
  readonly requests: Map<string, { stream: string; expectedRevision: bigint; events: PreparedRequest['events'] }>;
  events: number;
}

/**
 * The one appender of a process. While one batch is on its way, what comes in the meantime gathers for the next, so
 * that the server's global lock is taken once for many appends and an append that comes alone waits for nothing.
 */
export class CoalescingAppender {
  private readonly queue: Unit[] = [];
  private running: Promise<void> | undefined;

  constructor(
    private readonly link: PostgresLink,
    private readonly heads: ChainHeads,
  ) {}

  append(requests: readonly AppendRequest[]): Promise<AppendResult> {
    const prepared = requests.map(prepareRequest);
    return new Promise((resolve, reject) => {
      this.queue.push({ requests: prepared, resolve, reject });
      this.running ??= this.run();
    });
  }

  /** Resolves when all appends have their answers. */
  async idle(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    // What is asked for in the same turn of the event loop goes together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.queue.length > 0) await this.appendBatch(this.nextBatch());
    this.running = undefined;
  }

  /** Takes units from the queue, in order, as long as they can go together. */
  private nextBatch(): Batch {
    const batch: Batch = { units: [], requests: new Map(), events: 0 };
    for (let unit = this.queue[0]; unit !== undefined && joins(batch, unit); unit = this.queue[0]) {
      this.queue.shift();
      addTo(batch, unit);
    }
    return batch;
  }

  /**
   * Appends the batch at once if all of it is new. If not, each unit has to get its own answer, so each goes alone;
   * nothing was written by then, or (when an answer was lost) the units are recognised.
   */
  private async appendBatch({ units, requests }: Batch): Promise<void> {
    try {
      if (units.length > 1) {
        const outcome = await this.send([...requests.values()], true);
        if (outcome.outcome === 'appended') return answerAll(units, [...requests.values()], outcome.positions);
      }
      for (const unit of units) unit.resolve(toResult(await this.send(unit.requests, false)));
    } catch (error) {
      for (const unit of units) unit.reject(error);
    }
  }

  private async send(requests: readonly PreparedRequest[], allNew: boolean): Promise<AppendOutcome> {
    const streams = requests.map(({ stream }) => stream);
    const ends = new Map(requests.map(({ stream, expectedRevision }) => [stream, expectedRevision]));
    for (let attempt = 1; ; attempt++) {
      const { answer, lastHashes } = await callAppend(this.link, requests, await this.heads.hashesAt(ends), allNew);
      if (answer.outcome === 'appended') {
        requests.forEach(({ stream, expectedRevision, events }, index) => {
          const hash = lastHashes[index];
          if (hash !== undefined)
            this.heads.remember(stream, { revision: expectedRevision + BigInt(events.length), hash });
        });
      } else {
        this.heads.forget(streams);
      }
      if (answer.outcome !== 'stale') return answer;
      if (attempt === MAX_STALE_ANSWERS) throw new Error(`The heads of ${streams.join(', ')} changed all the time`);
    }
  }
}

/** Whether the unit fits: each of its streams is new in the batch, or goes on where the batch ends. */
function joins(batch: Batch, { requests }: Unit): boolean {
  if (batch.units.length === 0) return true;
  if (batch.events + countEvents(requests) > MAX_BATCH_EVENTS) return false;
  return requests.every(({ stream, expectedRevision }) => {
    const before = batch.requests.get(stream);
    return before === undefined || before.expectedRevision + BigInt(before.events.length) === expectedRevision;
  });
}

function addTo(batch: Batch, unit: Unit): void {
  batch.units.push(unit);
  batch.events += countEvents(unit.requests);
  for (const { stream, expectedRevision, events } of unit.requests) {
    const before = batch.requests.get(stream);
    if (before === undefined) batch.requests.set(stream, { stream, expectedRevision, events });
    else before.events = [...before.events, ...events];
  }
}

function countEvents(requests: readonly PreparedRequest[]): number {
  return requests.reduce((sum, { events }) => sum + events.length, 0);
}

/** The events of a request have consecutive positions, so each unit's last position follows from the request's. */
function answerAll(units: readonly Unit[], requests: readonly PreparedRequest[], positions: readonly bigint[]): void {
  const places = new Map(requests.map((request, index) => [request.stream, { request, position: positions[index] }]));
  for (const unit of units) {
    let last = 0n;
    for (const { stream, expectedRevision, events } of unit.requests) {
      const place = places.get(stream);
      if (place?.position === undefined) throw new Error(`ledger_events.append gave no position for ${stream}`);
      const { request, position } = place;
      const after =
        request.expectedRevision + BigInt(request.events.length) - (expectedRevision + BigInt(events.length));
      if (position - after > last) last = position - after;
    }
    unit.resolve({ ok: true, position: last, duplicate: false });
  }
}

function toResult(outcome: AppendOutcome): AppendResult {
  switch (outcome.outcome) {
    case 'appended':
      return { ok: true, position: greatest(outcome.positions), duplicate: false };
    case 'duplicate':
      return { ok: true, position: greatest(outcome.positions), duplicate: outcome.duplicates.every(Boolean) };
    case 'conflict':
      return { ok: false, conflict: outcome.conflict };
    default:
      throw new Error(`ledger_events.append answered ${outcome.outcome} to an append that goes alone`);
  }
}

function greatest(positions: readonly bigint[]): bigint {
  return positions.reduce((a, b) => (a > b ? a : b), 0n);
}
