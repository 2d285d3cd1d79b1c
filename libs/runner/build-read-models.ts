import type { Calendar } from '@ledger/kernel/calendar';
import type { EventStore } from '@ledger/event-store/event-store';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { buildVersion, type BuildFailpoint } from '@ledger/read-models/postgres/versions/build-version';
import type { DataSource } from 'typeorm';
import { readBatches } from './project-log';

export interface ReadModelsBuild {
  readonly store: EventStore;
  readonly readModels: DataSource;
  readonly programs: readonly ProgramTerms[];
  /** Whether schema `ops` is to show them: a start asks for that, a command that only reads does not. */
  readonly forOps: boolean;
  readonly say: (line: string) => void;
  readonly failpoint?: (name: BuildFailpoint) => void;
}

/** Builds the read models of this release from the log where they are not there; says how far it is, now and then. */
export async function buildReadModels(build: ReadModelsBuild): Promise<void> {
  const { store, readModels, programs, forOps, say, failpoint } = build;
  await buildVersion({
    ...{ dataSource: readModels, forOps, onProgress: nowAndThen(say), ...(failpoint && { failpoint }) },
    calendarOf: calendarOfPrograms(programs),
    readBatches: (from, to) => readBatches(store, from, to),
    lastPosition: () => store.lastPosition(),
  });
}

/** The calendars of programs by their names. The function throws RangeError for a program that is not among them. */
export function calendarOfPrograms(programs: readonly ProgramTerms[]): (program: string) => Calendar {
  const calendars = new Map(programs.map(({ program, calendar }) => [program, calendar]));
  return (name) => {
    const calendar = calendars.get(name);
    if (calendar === undefined) throw new RangeError(`there are no terms of a program ${name}`);
    return calendar;
  };
}

const QUIET_MS = 2_000;

function nowAndThen(say: (line: string) => void): (position: bigint, of: bigint) => void {
  let saidAtMs = -Infinity;
  return (position, of) => {
    const nowMs = performance.now();
    if (nowMs - saidAtMs < QUIET_MS && position < of) return;
    saidAtMs = nowMs;
    say(`building the read models of this release from the log: ${position} of ${of} events`);
  };
}
