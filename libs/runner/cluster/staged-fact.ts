import { readEnvelope } from '@ledger/contracts/read-envelope';
import { readEvent } from '@ledger/contracts/read-event';
import type { JsonFields } from '@ledger/contracts/json-value';
import { formatInstant, parseInstant } from '@ledger/kernel/instant';
import { fromWire, toWire } from '@ledger/stages/codec';
import { EDITION } from '../log/stream-names';
import {
  NOTHING_DECIDED,
  STAGES,
  type Decision,
  type Decisions,
  type Fact,
  type StageName,
} from '@ledger/stages/stage';

/** A fact on its way through the stages of the cluster, with what they decided on it so far. */
export interface StagedFact {
  readonly program: string;
  /** The how-manieth fact of its program, from 1: a stage that misses one would know. */
  readonly factNumber: number;
  readonly fact: Fact;
  /** The event as the log keeps it. */
  readonly event: JsonFields;
  readonly decisions: Decisions;
  /** The trace that its event came with (W3C), where tracing is on. */
  readonly traceparent?: string | undefined;
}

/** A fact that is too large for a record: where the log has it, and how much the stages decided on it so far. */
export interface ReferredFact {
  readonly program: string;
  readonly factNumber: number;
  readonly seq: number;
  readonly id: string;
  readonly decided: Readonly<Partial<Record<StageName, number>>>;
  readonly traceparent?: string | undefined;
}

/** With what a record has beside its value, it fits into a topic as Kafka sets one up (1 MiB). */
const LARGEST_VALUE_BYTES = 800_000;

export function isReferred(staged: StagedFact | ReferredFact): staged is ReferredFact {
  return 'decided' in staged;
}

export function seqOf(staged: StagedFact | ReferredFact): number {
  return isReferred(staged) ? staged.seq : staged.fact.seq;
}

/** What a value begins with, so that it is seen without reading the rest. */
const OF_THIS_EDITION = Buffer.from(`{"edition":${JSON.stringify(EDITION)},`);

/** Whether a stage of this edition of the rules wrote a record's value; the first edition did not say which it was. */
export function isOfThisEdition(value: Buffer): boolean {
  return value.subarray(0, OF_THIS_EDITION.length).equals(OF_THIS_EDITION);
}

/** A staged fact as the value of a record: itself, or a reference to the log where it is larger than a topic takes. */
export function encodeStagedFact(staged: StagedFact, largestBytes = LARGEST_VALUE_BYTES): Buffer {
  return wholeValue(staged, largestBytes) ?? Buffer.from(JSON.stringify(referenceTo(staged)));
}

/** The staged fact in a record's value (the inverse of `encodeStagedFact`). Throws TypeError for anything else. */
export function decodeStagedFact(value: Buffer): StagedFact | ReferredFact {
  const json = JSON.parse(value.toString('utf8')) as Record<string, unknown>;
  return 'decided' in json ? decodeReference(json) : decodeWhole(json);
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

/** Null: it is larger. Stops where that is known: of some facts there would be hundreds of megabytes. */
function wholeValue(staged: StagedFact, largestBytes: number): Buffer | null {
  const { program, factNumber, fact, event, decisions, traceparent } = staged;
  const eventText = JSON.stringify(event);
  let length = eventText.length;
  const stages: string[] = [];
  for (const stage of STAGES) {
    if (decisions[stage].length === 0) continue;
    const texts: string[] = [];
    for (const decision of decisions[stage]) {
      if (length > largestBytes) return null;
      const text = JSON.stringify(toWire(decision));
      texts.push(text);
      length += text.length;
    }
    stages.push(`${JSON.stringify(stage)}:[${texts.join(',')}]`);
  }
  if (length > largestBytes) return null;
  const place = JSON.stringify({
    edition: EDITION,
    program,
    factNumber,
    seq: fact.seq,
    clockAt: formatInstant(fact.clock),
  });
  const trace = traceparent === undefined ? '' : `,"traceparent":${JSON.stringify(traceparent)}`;
  const whole = `${place.slice(0, -1)},"event":${eventText},"decisions":{${stages.join(',')}}${trace}}`;
  const value = Buffer.from(whole);
  return value.length > largestBytes ? null : value;
}

function referenceTo({ program, factNumber, fact, decisions, traceparent }: StagedFact) {
  const decided = Object.fromEntries(
    STAGES.filter((stage) => decisions[stage].length > 0).map((stage) => [stage, decisions[stage].length]),
  );
  return { edition: EDITION, program, factNumber, seq: fact.seq, event: { id: fact.event.id }, decided, traceparent };
}

function decodeReference({ program, factNumber, seq, event, decided, traceparent }: Record<string, unknown>) {
  const { id } = (event ?? {}) as Record<string, unknown>;
  if (
    typeof program !== 'string' ||
    typeof factNumber !== 'number' ||
    typeof seq !== 'number' ||
    typeof id !== 'string' ||
    typeof decided !== 'object'
  ) {
    throw new TypeError('the record is no reference to a fact that this version reads');
  }
  const counts = decided as ReferredFact['decided'];
  return { program, factNumber, seq, id, decided: counts, ...traceOf(traceparent) };
}

function decodeWhole(json: Record<string, unknown>): StagedFact {
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
  const decoded = decodeDecisions(decisions);
  return { program, factNumber, fact, event: event as JsonFields, decisions: decoded, ...traceOf(traceparent) };
}

function traceOf(traceparent: unknown): { traceparent?: string } {
  return typeof traceparent === 'string' ? { traceparent } : {};
}

function decodeDecisions(json: unknown): Decisions {
  const decided = json as Partial<Record<string, readonly JsonFields[]>>;
  const decoded: Partial<Record<string, readonly Decision[]>> = {};
  for (const stage of STAGES) decoded[stage] = (decided[stage] ?? []).map(fromWire);
  return { ...NOTHING_DECIDED, ...(decoded as unknown as Decisions) };
}
