import type { DataSource } from 'typeorm';

/** A lane that takes nothing at the moment. */
export interface HaltedLane {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly state: 'waiting' | 'stopped';
  readonly reason: string;
  /** The record that it is stopped at, as `topic/partition/offset`; null: it is no one record. */
  readonly record: string | null;
}

/** The lanes that the services say are halted. */
export async function haltedLanes(database: DataSource): Promise<HaltedLane[]> {
  return database.query<HaltedLane[]>(
    `SELECT group_id AS "group", topic, partition, state, reason, record FROM ledger_cluster.halted_lanes
     ORDER BY group_id COLLATE "C", topic COLLATE "C", partition`,
  );
}
