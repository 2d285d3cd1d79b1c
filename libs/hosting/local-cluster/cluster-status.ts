import type { Admin, Kafka } from 'kafkajs';
import type { DataSource } from 'typeorm';
import type { EventStore } from '@ledger/event-store/event-store';
import { lastOpenDeadLetters } from '@ledger/messaging/dead-letter-box';
import { recordName } from '@ledger/messaging/received-record';
import { STAGE_SERVICES } from '@ledger/messaging/topics';
import { readCheckpoint } from '@ledger/read-models/postgres/projector';
import { LIVE_SCHEMA } from '@ledger/read-models/postgres/schema/version';
import { withConnection } from '@ledger/read-models/postgres/sql';
import { haltedLanes, type HaltedLane } from './halted-lanes';
import { CLUSTER_STEPS } from './cluster-steps';
import { lagTo, stepPositions } from './step-progress';

/** How far a stage is with a program: arrivals up to `seq`, `facts` of them accepted, `behind` facts behind the gate. */
export interface ProgramPosition {
  readonly program: string;
  readonly service: string;
  readonly seq: number;
  readonly facts: number;
  readonly behind: number;
}

/** What `ledger status` tells. */
export interface ClusterStatus {
  readonly steps: readonly {
    readonly step: string;
    readonly group: string;
    readonly records: string;
    readonly lag: string;
  }[];
  readonly programs: readonly ProgramPosition[];
  readonly projection: { readonly appended: string; readonly projected: string };
  readonly halted: readonly HaltedLane[];
}

/** A dead letter: which record it was, and why it is one. */
export interface PutAsideRecord {
  readonly number: string;
  readonly record: string;
  readonly code: string;
  readonly reason: string;
}

const SHOWN_DEAD_LETTERS = 5;

export async function clusterStatus(admin: Admin, store: EventStore, readModels: DataSource): Promise<ClusterStatus> {
  const steps = [];
  for (const step of CLUSTER_STEPS) {
    const positions = await stepPositions(admin, step);
    const lag = positions.reduce((sum, each) => sum + lagTo(each, each.end), 0n);
    const records = positions.reduce((sum, { end }) => sum + end, 0n);
    steps.push({ step: step.name, group: step.groupId, records: String(records), lag: String(lag) });
  }
  const projected = await withConnection(readModels, (sql) => readCheckpoint(sql, LIVE_SCHEMA));
  return {
    steps,
    programs: await programPositions(readModels),
    projection: { appended: String(await store.lastPosition()), projected: String(projected) },
    halted: await haltedLanes(readModels),
  };
}

/** The last dead letters of those that were not sent back. */
export async function lastDeadLetters(kafka: Kafka): Promise<PutAsideRecord[]> {
  const open = (await lastOpenDeadLetters(kafka)).slice(-SHOWN_DEAD_LETTERS);
  return open.map(({ number, origin, cause: { code, reason } }) => {
    return { number: String(number), record: recordName(origin), code, reason };
  });
}

async function programPositions(readModels: DataSource): Promise<ProgramPosition[]> {
  const rows = await readModels.query<
    { program: string; service: string; seq: string; facts: string; behind: string }[]
  >(
    `SELECT each.program, each.service, each.seq, each.fact_number AS facts,
            GREATEST(COALESCE(gate.fact_number, 0) - each.fact_number, 0) AS behind
     FROM ledger_cluster.positions AS each
     LEFT JOIN ledger_cluster.positions AS gate ON gate.service = $1 AND gate.program = each.program
     ORDER BY each.program, array_position($2::text[], each.service)`,
    [STAGE_SERVICES[0], [...STAGE_SERVICES]],
  );
  return rows.map(({ program, service, seq, facts, behind }) => {
    return { program, service, seq: Number(seq), facts: Number(facts), behind: Number(behind) };
  });
}
