import { RetryLater } from '@ledger/messaging/lane';
import { KafkaFailure } from '@ledger/messaging/until-kafka-answers';
import { GateOvertaken } from '@ledger/runner/cluster/gate-partition';
import { mayPass } from './may-pass';

/** A failure of a lane's work as the transport takes it: what may pass makes the lane wait; anything else stops it. */
export function retryLaterIfItMayPass(error: unknown): unknown {
  if (error instanceof RetryLater) return error;
  const passes = error instanceof GateOvertaken || error instanceof KafkaFailure || mayPass(error);
  return passes && error instanceof Error ? new RetryLater(error.message, { cause: error }) : error;
}
