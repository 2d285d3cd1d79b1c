import type { BrokenEnvelope, Envelope } from '@ledger/contracts/read-envelope';
import { showText } from '@ledger/contracts/show-text';
import type { Arrival } from '@ledger/stages/intake/log-entry';

/** The name under which arrivals are kept that belong to no known program (contract.md, section 1). */
export const UNASSIGNED = '';

/** What is said of an arrival that belongs to no known program. */
export function unassignedArrival(envelope: Envelope | BrokenEnvelope, seq: number): Arrival {
  const { id, source, type: eventType } = envelope;
  const verdict = envelope.ok
    ? ({ type: 'rejected', code: 'unknown_program', detail: showText(envelope.program) } as const)
    : ({ type: 'rejected', code: 'schema_invalid', detail: envelope.detail } as const);
  return { program: UNASSIGNED, seq, verdict, clock: null, id, source, eventType };
}
