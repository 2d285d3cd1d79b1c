import type { BatchTransport } from '@ledger/messaging/batch-transport';
import type { ReadinessCheck } from '@ledger/service-kit/health/readiness-check';

/** Says which lanes of this instance are stopped or wait. It is ready all the same: HTTP and the other lanes go on. */
export function laneNote(of: string, transport: BatchTransport): ReadinessCheck {
  return {
    name: `lanes of ${of}`,
    check: () => {
      const halted = transport.lanes().filter(({ state }) => state !== 'running');
      const [first] = halted;
      if (first === undefined) return Promise.resolve();
      return Promise.resolve(
        `${halted.length} lane(s) halted; ${first.topic}/${first.partition} is ${first.state}: ${first.reason}`,
      );
    },
  };
}
