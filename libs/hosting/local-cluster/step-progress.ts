import type { Admin } from 'kafkajs';
import { readLanePositions, type LanePosition } from '@ledger/messaging/lane-positions';
import type { ClusterStep } from './cluster-steps';

/** Where a step's group stands on each partition that it reads. */
export async function stepPositions(admin: Admin, { groupId, topics }: ClusterStep): Promise<readonly LanePosition[]> {
  const lanes = await Promise.all(
    topics.map(async (topic) => (await admin.fetchTopicOffsets(topic)).map(({ partition }) => ({ topic, partition }))),
  );
  return readLanePositions(admin, groupId, lanes.flat());
}

/** So many records of a partition the group has not done yet, of those before `end`. */
export function lagTo({ committed, first }: LanePosition, end: bigint): bigint {
  const done = committed ?? first;
  return end > done ? end - done : 0n;
}
