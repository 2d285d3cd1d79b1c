import type { EventStore, RecordedEvent } from '@ledger/event-store/event-store';
import { traced, type OpenSpan, type Tracing } from './tracing';

/** So many facts' traces are remembered until all decisions on them have come by. */
const REMEMBERED_FACTS = 10_000;

/**
 * The store as a projection reads it: each batch that it handles has a span for every fact in it that came with a trace.
 * The log keeps the trace with the arrival; the decisions that follow are found by their fact's place.
 */
export function tracedProjection(store: EventStore, tracing: Tracing): Pick<EventStore, keyof EventStore> {
  const traces = new Map<string, string>();
  return {
    appendsAtOnce: store.appendsAtOnce,
    positionsHaveNoGaps: store.positionsHaveNoGaps,
    append: (requests) => store.append(requests),
    read: (stream, from, limit) => store.read(stream, from, limit),
    heads: (streams) => store.heads(streams),
    readAll: (from, categories, limit) => store.readAll(from, categories, limit),
    lastPosition: () => store.lastPosition(),
    close: () => store.close(),
    subscribe: (from, categories, onBatch, signal) =>
      store.subscribe(
        from,
        categories,
        async (events) => {
          await traced(spansOf(events, traces, tracing), async () => {
            await onBatch(events);
          });
        },
        signal,
      ),
  };
}

function spansOf(events: readonly RecordedEvent[], traces: Map<string, string>, tracing: Tracing): OpenSpan[] {
  const facts = new Map<string, number>();
  for (const { metadata } of events) {
    const { program, seq, traceparent } = metadata;
    if (typeof program !== 'string' || typeof seq !== 'number') continue;
    const fact = `${program}/${seq}`;
    if (typeof traceparent === 'string') remember(traces, fact, traceparent);
    if (traces.has(fact)) facts.set(fact, (facts.get(fact) ?? 0) + 1);
  }
  return [...facts].map(([fact, count]) =>
    tracing.begin('project', traces.get(fact) ?? null, { 'ledger.fact': fact, 'ledger.events': count }),
  );
}

function remember(traces: Map<string, string>, fact: string, traceparent: string): void {
  traces.set(fact, traceparent);
  const [oldest] = traces.keys();
  if (traces.size > REMEMBERED_FACTS && oldest !== undefined) traces.delete(oldest);
}
