import type { Pool } from 'pg';
import type { LaneId, LaneStatus } from '@ledger/messaging/lane';
import { recordName } from '@ledger/messaging/received-record';
import type { StageService } from '@ledger/messaging/topics';

const FLUSH_MS = 250;

/** How far a stage has come with a program. */
export interface StagePosition {
  readonly service: StageService;
  readonly program: string;
  readonly seq: number;
  readonly factNumber: number;
}

type Halted = LaneStatus & { readonly groupId: string };

/**
 * Where this instance stands, written down for `ledger status` and for reads that wait, some times a second. It is news, not the truth (that is
 * in the log and in the groups' offsets): if it cannot be written, the work goes on.
 */
export class ClusterBook {
  private readonly positions = new Map<string, StagePosition>();
  private readonly halted = new Map<string, Halted>();
  private readonly running = new Map<string, LaneId & { readonly groupId: string }>();
  private timer: NodeJS.Timeout | undefined;
  private closed = false;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly pool: Pool,
    private readonly instance: string,
  ) {}

  reached(position: StagePosition): void {
    this.positions.set(keyOfPosition(position), position);
    this.plan();
  }

  laneRuns(groupId: string, { topic, partition }: LaneId): void {
    const key = keyOf(groupId, { topic, partition });
    this.halted.delete(key);
    this.running.set(key, { groupId, topic, partition });
    this.plan();
  }

  laneHalted(groupId: string, lane: LaneStatus): void {
    const key = keyOf(groupId, lane);
    this.running.delete(key);
    this.halted.set(key, { ...lane, groupId });
    this.plan();
  }

  /** Writes what is not written yet. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.writing;
    await this.flush().catch(() => undefined);
  }

  private plan(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.writing = this.flush().catch(() => undefined);
    }, FLUSH_MS).unref();
  }

  private async flush(): Promise<void> {
    const [positions, halted, running] = [this.positions, this.halted, this.running].map((map) => {
      const values = [...map.values()];
      map.clear();
      return values;
    }) as [StagePosition[], Halted[], (LaneId & { groupId: string })[]];
    if (positions.length > 0)
      await this.writePositions(positions).catch((error: unknown) => this.keep(positions, error));
    for (const { groupId, topic, partition, state, reason, stoppedAt } of halted) {
      const record = stoppedAt === null ? null : recordName(stoppedAt);
      await this.pool.query(
        `INSERT INTO ledger_cluster.halted_lanes (group_id, topic, partition, state, reason, instance, record)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (group_id, topic, partition) DO UPDATE SET state = $4, reason = $5, instance = $6, record = $7`,
        // Postgres takes no NUL in a text, and the reason may quote anything.
        [groupId, topic, partition, state, (reason ?? '').replaceAll('\0', ''), this.instance, record],
      );
    }
    if (running.length > 0) {
      await this.pool.query(
        `DELETE FROM ledger_cluster.halted_lanes AS halted
         USING UNNEST($1::text[], $2::text[], $3::integer[]) AS runs (group_id, topic, partition)
         WHERE halted.group_id = runs.group_id AND halted.topic = runs.topic AND halted.partition = runs.partition`,
        [
          running.map(({ groupId }) => groupId),
          running.map(({ topic }) => topic),
          running.map((lane) => lane.partition),
        ],
      );
    }
  }

  /** Reads wait for positions: what could not be written is not forgotten. */
  private keep(positions: readonly StagePosition[], error: unknown): never {
    for (const position of positions) {
      const key = keyOfPosition(position);
      if (!this.positions.has(key)) this.positions.set(key, position);
    }
    if (!this.closed) this.plan();
    throw error;
  }

  private async writePositions(positions: readonly StagePosition[]): Promise<void> {
    await this.pool.query(
      `INSERT INTO ledger_cluster.positions
       SELECT * FROM UNNEST($1::text[], $2::text[], $3::bigint[], $4::bigint[])
       ON CONFLICT (service, program) DO UPDATE
       SET seq = GREATEST(positions.seq, EXCLUDED.seq), fact_number = GREATEST(positions.fact_number, EXCLUDED.fact_number)`,
      [
        positions.map(({ service }) => service),
        positions.map(({ program }) => program),
        positions.map(({ seq }) => seq),
        positions.map(({ factNumber }) => factNumber),
      ],
    );
  }
}

function keyOf(groupId: string, { topic, partition }: LaneId): string {
  return `${groupId} ${topic}/${partition}`;
}

function keyOfPosition({ service, program }: StagePosition): string {
  return `${service} ${program}`;
}
