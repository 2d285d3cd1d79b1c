import { readEnvelope } from '@ledger/contracts/read-envelope';
import { readEvent } from '@ledger/contracts/read-event';
import type { JsonObject } from '@ledger/event-store/json-value';
import { formatInstant, parseInstant } from '@ledger/kernel/instant';
import { fromWire, toWire } from '@ledger/stages/codec';
import { NOTHING_DECIDED, STAGES, type Decision, type Decisions, type Fact } from '@ledger/stages/stage';

/** A fact on its way through the stages of the cluster, with what they decided on it so far. */
export interface StagedFact {
  readonly program: string;
  /** The how-manieth fact of its program, from 1: a stage that misses one would know. */
  readonly factNumber: number;
  readonly fact: Fact;
  /** The event as the log keeps it. */
  readonly event: JsonObject;
  readonly decisions: Decisions;
  /** The trace that its event came with (W3C), where tracing is on. */
  readonly traceparent?: string | undefined;
}

/** A staged fact as the value of a record. */
export function encodeStagedFact({ program, factNumber, fact, event, decisions, traceparent }: StagedFact): Buffer {
  const decided = Object.fromEntries(
    STAGES.filter((stage) => decisions[stage].length > 0).map((stage) => [stage, decisions[stage].map(toWire)]),
  );
  return Buffer.from(
    JSON.stringify({
      program,
      factNumber,
      seq: fact.seq,
      clockAt: formatInstant(fact.clock),
      event,
      decisions: decided,
      traceparent,
    }),
  );
}

/** The staged fact in a record's value (the inverse of `encodeStagedFact`). Throws TypeError for anything else. */
export function decodeStagedFact(value: Buffer): StagedFact {
  const json = JSON.parse(value.toString('utf8')) as Record<string, unknown>;
  const { program, factNumber, seq, clockAt, event, decisions, traceparent } = json;
  const clock = typeof clockAt === 'string' ? parseInstant(clockAt) : null;
  const envelope = readEnvelope(event);
  const read = envelope.ok ? readEvent(envelope) : null;
  if (
    typeof program !== 'string' ||
    typeof factNumber !== 'number' ||
    typeof seq !== 'number' ||
    clock === null ||
    !read?.ok
  ) {
    throw new TypeError('the record is no fact that this version reads');
  }
  const fact: Fact = { seq, clock, event: { ...read.event, clock } };
  const trace = typeof traceparent === 'string' ? { traceparent } : {};
  return { program, factNumber, fact, event: event as JsonObject, decisions: decodeDecisions(decisions), ...trace };
}

/** Which fact a record's value says that it is, also where this version cannot decode it; null: it says none. */
export function namedFact(value: Buffer | null): { program: string; seq: number; id: string } | null {
  try {
    const { program, seq, event } = JSON.parse(value?.toString('utf8') ?? '') as Record<string, unknown>;
    const { id } = event as Record<string, unknown>;
    if (typeof program !== 'string' || typeof seq !== 'number' || typeof id !== 'string') return null;
    return { program, seq, id };
  } catch {
    return null;
  }
}

function decodeDecisions(json: unknown): Decisions {
  const decided = json as Partial<Record<string, readonly JsonObject[]>>;
  const decoded: Partial<Record<string, readonly Decision[]>> = {};
  for (const stage of STAGES) decoded[stage] = (decided[stage] ?? []).map(fromWire);
  return { ...NOTHING_DECIDED, ...(decoded as unknown as Decisions) };
}
