import { hash } from 'node:crypto';
import type { Instant } from '@ledger/kernel/instant';
import type { Arrival, Rejection } from '@ledger/stages/intake/log-entry';
import type { KeptArrival } from '../ledger-entry';
import type { ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';
import { count, json, orNull, text, time } from '../definition/column';
import { compositeKey } from '../definition/composite-key';
import { shownTime, type OpsView } from '../definition/ops-view';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { RejectedTable } from '../definition/table';

export interface RejectedRow {
  readonly seq: number;
  readonly source: string;
  readonly id: string;
  readonly eventType: string;
  readonly code: string;
  readonly detail: string;
}

/** A rejected arrival with what the log keeps of it. */
export interface RejectedArrivalRow extends RejectedRow {
  /** What the wall clock showed, or the program's clock where it follows the events; null: nothing yet. */
  readonly arrivedAt: Instant | null;
  /** The event without personal data; null: only `bodyRef` refers to it. */
  readonly body: Readonly<Record<string, unknown>> | null;
  readonly bodyRef: string | null;
  /** Equal for what came with the same content and was refused for the same. */
  readonly same: string;
  /** The how-manieth time that the same came, from 1. */
  readonly times: number;
  /** The first later arrival with the same source and id that was accepted, and by which program; null: none was. */
  readonly acceptedSeq: number | null;
  readonly acceptedIn: string | null;
}

/** Of a rejected arrival: nothing with its source and id was accepted later, though it could be; `of`: its alias and a dot. */
export const isOpen = (of = '') =>
  `${of}accepted_seq IS NULL AND length(${of}source) <= 256 AND length(${of}id) <= 256`;

export const rejected: RejectedTable<RejectedArrivalRow> = {
  kind: 'rejected',
  name: 'rejected',
  columns: {
    seq: count('seq'),
    source: text('source'),
    id: text('id'),
    eventType: text('event_type'),
    code: text('code'),
    detail: text('detail'),
    arrivedAt: orNull(time('arrived_at_ms')),
    body: orNull(json('body')),
    bodyRef: orNull(text('body_ref')),
    // A digest: what makes two the same can be longer than an index takes.
    same: text('same'),
    times: count('times'),
    acceptedSeq: orNull(count('accepted_seq')),
    acceptedIn: orNull(text('accepted_in')),
  },
  key: ['seq'],
  indexes: {
    rejected_same: '(program, same, seq)',
    // An id that could be accepted is shorter; one that was refused can be longer than an index takes.
    rejected_open: `(program, source, id) WHERE ${isOpen()}`,
  },
  fold: {
    arrival: (rows, arrival, kept) => {
      const { verdict, program, source, id, seq } = arrival;
      if (verdict.type === 'rejected') rows.append(rejectedRow(arrival, verdict, kept));
      if (verdict.type === 'accepted') rows.accept({ program, source, id, seq });
    },
  },
};

function rejectedRow(
  { seq, source, id, eventType, clock }: Arrival,
  { code, detail }: Rejection,
  kept: KeptArrival | undefined,
): RejectedArrivalRow {
  const { arrivedAt = clock, event: body = null, body: bodyRef = null, content = '' } = kept ?? {};
  const same = hash('sha256', compositeKey(source, id, eventType, code, detail, content), 'base64');
  return {
    seq,
    source,
    id,
    eventType,
    code,
    detail,
    arrivedAt,
    body,
    bodyRef,
    same,
    times: 1,
    acceptedSeq: null,
    acceptedIn: null,
  };
}

/** Which rejected events; what is not given does not matter. */
export interface RejectedFilter {
  readonly code?: string | undefined;
  readonly source?: string | undefined;
  /** That arrived at this time or later. */
  readonly since?: Instant | undefined;
  /** Also what was sent again and accepted, and every one of several that are the same. */
  readonly all?: boolean | undefined;
}

/**
 * The rejected events of a program in the order of their arrival; key: seq. Only what there is still to do, unless all
 * are asked for: of several that are the same the last one, and none whose id was accepted since.
 */
export function rejectedList(
  { schema, about: { program } }: ProgramSnapshot,
  { code, source, since, all }: RejectedFilter,
): ListQuery<StoredRow, RejectedArrivalRow> {
  const where = new Where(program, 'r.program')
    .compare('r.code', '=', code)
    .compare('r.source', '=', source)
    .compare('r.arrived_at_ms', '>=', since);
  if (all !== true) where.that(isStillToDo(schema));
  return {
    select: `SELECT ${listed(rejected.columns, 'r')} FROM ${schema}.rejected r`,
    where,
    order: ['r.seq'],
    toRow: readerOf(rejected.columns),
    keyOf: ({ seq }) => [seq],
  };
}

const { seq, source, id, eventType, code, detail } = rejected.columns;
const PRINTED = { seq, source, id, eventType, code, detail };

/** All of them in the order of the contract, without their bodies: by source, id, type, code, detail, then seq. */
export function printedRejections({ schema, about: { program } }: ProgramSnapshot): ListQuery<StoredRow, RejectedRow> {
  return {
    select: `SELECT ${listed(PRINTED)} FROM ${schema}.rejected`,
    where: new Where(program),
    order: ['source', 'id', 'event_type', 'code', 'detail', 'seq'],
    toRow: readerOf<RejectedRow>(PRINTED),
    keyOf: (row) => [row.source, row.id, row.eventType, row.code, row.detail, row.seq],
  };
}

export const rejectedView: OpsView = {
  about:
    'Events that were not accepted, and why; open: nothing with the id was accepted since, and the same did not come again.',
  select: (
    schema,
  ) => `SELECT r.program, r.seq, r.source, r.id, r.event_type, r.code, r.detail, ${shownTime('r.arrived_at_ms', 'arrived_at')},
          r.times, ${isStillToDo(schema)} AS open, r.accepted_in, r.accepted_seq, r.body, r.body_ref FROM ${schema}.rejected r`,
};

/** Of a rejected arrival `r`: nothing with its id was accepted since, and the same did not come again. */
function isStillToDo(schema: string): string {
  return `r.accepted_seq IS NULL AND NOT EXISTS (
            SELECT FROM ${schema}.rejected n WHERE n.program = r.program AND n.same = r.same AND n.seq > r.seq
          )`;
}
