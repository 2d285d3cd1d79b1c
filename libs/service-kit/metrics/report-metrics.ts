import type { EventStore } from '@ledger/event-store/event-store';
import type { ProjectionProgress } from '@ledger/runner/project-log';
import type { RunnerMetrics } from '@ledger/runner/runner-metrics';
import type { LedgerMetrics } from './ledger-metrics';

/** Counts what the runner does. */
export function runnerMetrics(metrics: LedgerMetrics, onStopped: (error: unknown) => void): RunnerMetrics {
  return {
    recorded: (arrivals) => {
      for (const { program, verdict } of arrivals) metrics.recorded(program, verdict);
    },
    decided: (program, stage, count) => metrics.decided(program, stage, count),
    appended: (events) => metrics.appended(events),
    stopped: onStopped,
  };
}

/** Counts what becomes visible in the read models, and how far they are behind the log. */
export function projectionMetrics(metrics: LedgerMetrics, store: EventStore): ProjectionProgress {
  return {
    projected: (events, position) => {
      metrics.projected(events);
      void store.lastPosition().then(
        (appended) => metrics.positions({ appended, projected: position }),
        // The store's own failure is told where it matters; a gauge can wait for the next batch.
        () => undefined,
      );
    },
  };
}
