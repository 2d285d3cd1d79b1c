import type { Arrival } from '@ledger/stages/intake/log-entry';

/** What a runtime tells of its work, for metrics and logs. */
export interface RunnerMetrics {
  /** Arrivals that are durable now, with their verdicts. */
  recorded(arrivals: readonly Arrival[]): void;
  /** So many events were appended. */
  appended(events: number): void;
  /** The runtime takes nothing any more. */
  stopped(error: Error): void;
}
