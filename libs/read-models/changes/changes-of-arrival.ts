import { hash } from 'node:crypto';
import type { Arrival, Rejection } from '@ledger/stages/intake/log-entry';
import type { KeptArrival } from '../ledger-entry';
import type { RejectedArrivalRow } from '../rows';
import { changesOfFact } from './changes-of-fact';
import { compositeKey } from './composite-key';
import type { RowChange } from './row-change';

/** What an arrival changes: the program's counters and clock, for a rejected one its row, for a fact what lists are made from. */
export function changesOfArrival(arrival: Arrival, kept?: KeptArrival): readonly RowChange[] {
  const { seq, clock, verdict, source, id } = arrival;
  const counted: RowChange = { change: 'arrival', seq, clock, verdict: verdict.type, source, id };
  if (verdict.type === 'rejected') {
    return [counted, { change: 'rejected', row: rejectedRow(arrival, verdict, kept) }];
  }
  const event = kept?.event ?? null;
  return verdict.type === 'accepted' && event !== null ? [counted, ...changesOfFact(arrival, event)] : [counted];
}

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
