import type { KafkaLog } from '@ledger/messaging/kafka-log';
import type { LaneReports, LaneStatus } from '@ledger/messaging/lane';
import { recordName } from '@ledger/messaging/received-record';
import type { ClusterBook } from './cluster-book';

/** A record without a verdict can be put aside; anything else waits for what its reason says. */
function remedyOf({ stoppedAt }: LaneStatus): string {
  const restart = 'it goes on when its cause is mended and the service restarted';
  return stoppedAt === null
    ? restart
    : `${restart}, or past the record by "ledger lanes skip --record ${recordName(stoppedAt)}"`;
}

/** What is said of a group's lanes: on the log, and in the book that `ledger status` reads. */
export function laneReports(groupId: string, log: KafkaLog, book: ClusterBook): LaneReports {
  const nameOf = ({ topic, partition }: LaneStatus) => `lane ${topic}/${partition}`;
  return {
    laneStopped: (lane, error) => {
      const stack = error instanceof Error ? { stack: error.stack } : {};
      log.error(`${nameOf(lane)} STOPPED: ${lane.reason}; ${remedyOf(lane)}`, stack);
      book.laneHalted(groupId, lane);
    },
    laneWaiting: (lane, waitMs) => {
      log.warn(`${nameOf(lane)} waits ${waitMs} ms: ${lane.reason}`);
      book.laneHalted(groupId, lane);
    },
    laneRecovered: (lane) => {
      log.info(`${nameOf(lane)} goes on`);
      book.laneRuns(groupId, lane);
    },
  };
}
