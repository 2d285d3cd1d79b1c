import { EVENT_LIMITS, withoutExcess } from '@ledger/contracts/event-limits';
import { MAX_ID_UNITS } from '@ledger/contracts/id-text';
import { jsonText } from '@ledger/contracts/json-text';
import { parseJsonText } from '@ledger/contracts/parse-json';
import { readArrival } from '@ledger/contracts/read-envelope';
import type { OutgoingRecord } from '@ledger/messaging/idempotent-producer';
import { headerText, type ReceivedRecord } from '@ledger/messaging/received-record';
import { INTAKE_TOPIC } from '@ledger/messaging/topics';
import type { Origin } from '@ledger/runner/ledger-runtime';
import { UNASSIGNED } from '@ledger/runner/unassigned-arrival';

const PLACE = 'origin-place';
const INDEX = 'origin-index';
const REPLY_TO = 'reply-to';
const TRACEPARENT = 'traceparent';

/** An offer on its way to the gate. */
export interface IntakeRecord {
  /** The JSON text as it came. */
  readonly text: Buffer | string;
  /** The same, parsed. */
  readonly value: unknown;
  readonly origin: Origin;
  /** The instance that waits for the answer; null: nobody does. */
  readonly replyTo: string | null;
}

/**
 * The record for the gate, keyed by the program that the event names, known or not, so that terms that are published for
 * it and what comes after them keep their order: "" where none can be read. What exceeds the
 * limit of an event, or is mostly white space, goes there as less: the gate refuses it, or takes it, all the same.
 */
export function intakeRecord({ text, value, origin, replyTo }: IntakeRecord): OutgoingRecord {
  const { program } = readArrival(value);
  const passedOn = withoutExcess(value);
  return {
    topic: INTAKE_TOPIC,
    key: program.length <= MAX_ID_UNITS ? program : UNASSIGNED,
    value: passedOn === value && Buffer.byteLength(text) <= EVENT_LIMITS.bytes ? text : jsonText(passedOn),
    headers: {
      [PLACE]: origin.place,
      [INDEX]: String(origin.index),
      ...(replyTo === null ? {} : { [REPLY_TO]: replyTo }),
      ...(origin.traceparent === undefined ? {} : { [TRACEPARENT]: origin.traceparent }),
    },
  };
}

/** What a record of the intake topic offers; null: it was not made by `intakeRecord`. */
export function readIntakeRecord(record: ReceivedRecord): Omit<IntakeRecord, 'text'> | null {
  const place = headerText(record, PLACE);
  const index = Number(headerText(record, INDEX));
  const isOurs = place !== undefined && Number.isSafeInteger(index) && record.undecodable === undefined;
  if (!isOurs || record.value === null) return null;
  try {
    const value: unknown = parseJsonText(new TextDecoder().decode(record.value));
    const traceparent = headerText(record, TRACEPARENT);
    const origin = { place, index, ...(traceparent === undefined ? {} : { traceparent }) };
    return { value, origin, replyTo: headerText(record, REPLY_TO) ?? null };
  } catch {
    return null;
  }
}
