import type { z } from 'zod';
import { parseInstant, type Instant } from '@ledger/kernel/instant';
import { compileSchema } from './compile-schema';
import { describeFirstIssue, type Problem } from './describe-issue';
import { ENVELOPE_SCHEMA } from './envelope-schema';
import { exceededLimit, readableNames } from './event-limits';
import type { EventHeader } from './events';
import { isStorableText } from './id-text';
import { isJsonObject } from './json-object';

/** An event whose envelope is in order; its type and data have not been looked at. */
export interface Envelope extends EventHeader {
  readonly ok: true;
  readonly type: string;
  readonly rawData: Readonly<Record<string, unknown>>;
}

/**
 * A value that is no event (`schema_invalid`). What could be read of `program`, `source`, `id` and `type` is
 * there for the rejection's row; what is not a text is "". It belongs to `program` if that is a known one, else to "".
 */
export interface BrokenEnvelope extends Problem {
  readonly ok: false;
  readonly program: string;
  readonly source: string;
  readonly id: string;
  readonly type: string;
}

const checkEnvelope = compileSchema(ENVELOPE_SCHEMA);

const NOTHING_PERSONAL = (): boolean => false;

/**
 * Reads the envelope of one parsed JSON value that arrives, and measures the event (contract.md, section 1). Of an event
 * that exceeds a limit only names that are ids are read.
 */
export function readArrival(value: unknown): Envelope | BrokenEnvelope {
  const exceeded = isJsonObject(value) ? exceededLimit(value) : null;
  if (exceeded === null || !isJsonObject(value)) return readEnvelope(value);
  return { ...NAMELESS, ...readableNames(value), ...exceeded };
}

/** Reads the envelope of one parsed JSON value, an arrival's or a recorded one's. */
export function readEnvelope(value: unknown): Envelope | BrokenEnvelope {
  const error = checkEnvelope(value);
  if (error !== null) return brokenEnvelope(value, error);
  const { id, source, type, program, time, clock, data: rawData } = value as z.infer<typeof ENVELOPE_SCHEMA>;
  const at = instantOf(time);
  if (typeof clock !== 'string') return { ok: true, id, source, type, program, time: at, rawData };
  return { ok: true, id, source, type, program, time: at, clock: instantOf(clock), rawData };
}

function brokenEnvelope(value: unknown, error: z.ZodError): BrokenEnvelope {
  const fields = isJsonObject(value) ? value : {};
  const problem = isJsonObject(value) ? describeFirstIssue(error, value, '', NOTHING_PERSONAL) : NOT_AN_OBJECT;
  return {
    ok: false,
    program: readable(fields['program']),
    source: readable(fields['source']),
    id: readable(fields['id']),
    type: readable(fields['type']),
    ...problem,
  };
}

const NAMELESS = { ok: false, program: '', source: '', id: '', type: '' } as const;
const NOT_AN_OBJECT: Problem = { path: '', detail: 'not a JSON object' };

function readable(value: unknown): string {
  return typeof value === 'string' && isStorableText(value) ? value : '';
}

function instantOf(text: string): Instant {
  const at = parseInstant(text);
  if (at === null) throw new RangeError(`the envelope's schema let through a time that is none: ${text}`);
  return at;
}
