import type { BatchTransport } from '@ledger/messaging/batch-transport';
import type { ReadinessCheck } from '../health/readiness-check';

/** Not ready while a lane of this instance is stopped or waits. */
export function laneCheck(of: string, transport: BatchTransport): ReadinessCheck {
  return {
    name: `lanes of ${of}`,
    check: () => {
      const halted = transport.lanes().filter(({ state }) => state !== 'running');
      const [first] = halted;
      if (first === undefined) return Promise.resolve();
      return Promise.reject(
        new Error(
          `${halted.length} lane(s) halted; ${first.topic}/${first.partition} is ${first.state}: ${first.reason}`,
        ),
      );
    },
  };
}
