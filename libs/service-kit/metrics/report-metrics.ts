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

/** Counts what becomes visible in the read models. */
export function projectionMetrics(metrics: LedgerMetrics): ProjectionProgress {
  return { projected: (events) => metrics.projected(events) };
}
