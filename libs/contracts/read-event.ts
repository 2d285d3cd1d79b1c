import type { z } from 'zod';
import { compileSchema, type SchemaCheck } from './compile-schema';
import { describeFirstIssue, type Problem } from './describe-issue';
import { DATA_SCHEMAS } from './event-schemas';
import { isEventType, type EventType } from './event-types';
import type { LedgerEvent } from './events';
import { fieldsOf } from './field-tree';
import type { Envelope } from './read-envelope';
import { showText } from './show-text';

/** An event whose type nobody knows, or whose data does not fit its schema. */
export interface UnreadableEvent extends Problem {
  readonly ok: false;
  readonly code: 'unknown_type' | 'schema_invalid';
}

export interface ReadableEvent {
  readonly ok: true;
  readonly event: LedgerEvent;
}

const CHECKS = new Map<EventType, SchemaCheck>();

/** The check of a type's data, compiled when it is needed first. */
function checkOf(type: EventType): SchemaCheck {
  let check = CHECKS.get(type);
  if (check === undefined) CHECKS.set(type, (check = compileSchema(DATA_SCHEMAS[type])));
  return check;
}

/**
 * Checks type and data of an event (contract.md, section 1). Of several things that are wrong, the first is told:
 * fields in the order of the contract, then the rules over several fields. `data` is handed on as it came, further
 * fields included.
 */
export function readEvent(envelope: Envelope): ReadableEvent | UnreadableEvent {
  const { type, rawData, id, source, time, program, clock } = envelope;
  if (!isEventType(type)) return { ok: false, code: 'unknown_type', path: 'type', detail: showText(type) };
  const error = checkOf(type)(rawData);
  if (error !== null) return invalid(type, rawData, error);
  const header = clock === undefined ? { id, source, time, program } : { id, source, time, program, clock };
  // The schema of this very type has just accepted this very data; TypeScript cannot follow the pair.
  return { ok: true, event: { type, data: rawData, ...header } as unknown as LedgerEvent };
}

function invalid(type: EventType, data: unknown, error: z.ZodError): UnreadableEvent {
  const problem = describeFirstIssue(error, data, 'data', (path) => isPersonal(type, path));
  return { ok: false, code: 'schema_invalid', ...problem };
}

function isPersonal(type: EventType, path: readonly PropertyKey[]): boolean {
  let fields = fieldsOf(type);
  let personal = false;
  for (const key of path) {
    const field = typeof key === 'string' ? fields.get(key) : undefined;
    personal ||= field !== undefined && field.personal !== null;
    fields = field?.entries ?? fields;
  }
  return personal;
}
