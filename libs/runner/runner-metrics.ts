import type { Arrival } from '@ledger/stages/intake/log-entry';
import type { StageName } from '@ledger/stages/stage';

/** What a runtime tells of its work, for metrics and logs. */
export interface RunnerMetrics {
  /** Arrivals that are durable now, with their verdicts. */
  recorded(arrivals: readonly Arrival[]): void;
  /** A stage made so many decisions, which are durable now. */
  decided(program: string, stage: StageName, count: number): void;
  /** So many events were appended. */
  appended(events: number): void;
  /** The runtime takes nothing any more. */
  stopped(error: Error): void;
}

/** For what nobody watches. */
export const NO_METRICS: RunnerMetrics = {
  recorded: () => undefined,
  decided: () => undefined,
  appended: () => undefined,
  stopped: () => undefined,
};
