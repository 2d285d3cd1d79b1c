import type { BrokenEnvelope, Envelope } from '@ledger/contracts/read-envelope';
import type { Arrival, Verdict } from '@ledger/stages/intake/log-entry';
import { offending } from '@ledger/stages/intake/offending';

/** The name under which arrivals are kept that belong to no known program (contract.md, section 1). */
export const UNASSIGNED = '';

/**
 * What is said of an arrival that belongs to no known program. `refusal`: why terms that would have made it known were
 * refused, if that is what came.
 */
export function unassignedArrival(
  envelope: Envelope | BrokenEnvelope,
  seq: number,
  refusal: Verdict | null = null,
): Arrival {
  const { id, source, type: eventType } = envelope;
  const verdict = refusal ?? refusalOf(envelope);
  return { program: UNASSIGNED, seq, verdict, clock: null, id, source, eventType };
}

function refusalOf(envelope: Envelope | BrokenEnvelope): Verdict {
  return envelope.ok
    ? { type: 'rejected', code: 'unknown_program', detail: offending('program', envelope.program) }
    : { type: 'rejected', code: 'schema_invalid', detail: envelope.detail };
}
