import type { Admin } from 'kafkajs';
import type { LaneId } from './lane';

/** Where a group stands on a partition, and what that partition still holds. */
export interface LanePosition extends LaneId {
  /** The offset up to which the group has committed; null if it never did. */
  readonly committed: bigint | null;
  /** The first offset that the partition still holds, and the one that its next record will get. */
  readonly first: bigint;
  readonly end: bigint;
}

/**
 * Reads the positions of a group on the given lanes.
 * @throws errors of kafkajs when the cluster cannot be asked
 */
export async function readLanePositions(
  admin: Admin,
  groupId: string,
  lanes: readonly LaneId[],
): Promise<readonly LanePosition[]> {
  const topics = [...new Set(lanes.map(({ topic }) => topic))];
  const committedByTopic = await admin.fetchOffsets({ groupId, topics });
  const positions = await Promise.all(
    topics.map(async (topic) => {
      const committed = committedByTopic.find((entry) => entry.topic === topic)?.partitions ?? [];
      return (await admin.fetchTopicOffsets(topic)).map(({ partition, low, high }): LanePosition => {
        const offset = BigInt(committed.find((entry) => entry.partition === partition)?.offset ?? -1);
        return { topic, partition, committed: offset < 0n ? null : offset, first: BigInt(low), end: BigInt(high) };
      });
    }),
  );
  const wanted = new Set(lanes.map(({ topic, partition }) => `${topic}/${partition}`));
  return positions.flat().filter(({ topic, partition }) => wanted.has(`${topic}/${partition}`));
}

/** Where the group goes on: after what it committed, or at the beginning. */
export function nextOffsetOf(position: LanePosition): bigint {
  return position.committed ?? position.first;
}

/**
 * Says what was lost when a group cannot go on where it stands: kafkajs (as every Kafka client) would silently go to
 * the first record that is still there, and a ledger without the records before it would be wrong.
 * @returns null when nothing was lost
 */
export function lostRecords({ committed, first, end }: LanePosition): string | null {
  if (committed === null) return null;
  if (committed < first) {
    return (
      `the records ${committed} to ${first - 1n} were deleted (retention) before they were worked on: ` +
      'restore the topic from a backup, or have the facts produced again, and set the group to where it should go on'
    );
  }
  if (committed > end) {
    return (
      `the group has worked on the records before ${committed}, but the topic ends at ${end}: ` +
      'it was created anew or has lost records; restore it, or reset the group once you know that nothing is missing'
    );
  }
  return null;
}
