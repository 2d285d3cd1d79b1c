import { isEventType, topicOf } from '@ledger/contracts/event-types';
import { parseJsonText } from '@ledger/contracts/parse-json';
import { deadLetterRecord, type DeadLetterCause } from '@ledger/messaging/dead-letter';
import type { IdempotentProducer, OutgoingRecord } from '@ledger/messaging/idempotent-producer';
import { headerText, recordName, type ReceivedRecord, type RecordBatch } from '@ledger/messaging/received-record';
import type { ClusterBook } from '@ledger/service-kit/cluster/cluster-book';
import { retryLaterIfItMayPass } from '@ledger/service-kit/cluster/retry-later';
import { traced, type OpenSpan, type Tracing } from '@ledger/service-kit/tracing/tracing';
import { intakeRecord } from './intake-record';

export interface IntakeForwarderOptions {
  readonly producer: IdempotentProducer;
  /** The names of the programs that there are. */
  readonly programs: ReadonlySet<string>;
  readonly failpoint: (name: string) => void;
  readonly book: ClusterBook;
  readonly groupId: string;
  /** Throws when nothing may be taken now. */
  readonly checkClock: () => Promise<void>;
  readonly now: () => Date;
  readonly tracing: Tracing;
}

/**
 * Brings the public topics' records to the gate, each with where it came from. It keeps nothing: a record that is sent
 * twice has the same origin, and the gate knows it. What is no JSON, or of another topic, is a dead letter and no arrival.
 */
export class IntakeForwarder {
  constructor(private readonly options: IntakeForwarderOptions) {}

  async take(batch: RecordBatch): Promise<void> {
    const { producer, failpoint, checkClock, book, groupId } = this.options;
    failpoint('intake-after-fetch');
    try {
      // Kafka refuses records from a clock that is far ahead, and would not say why so clearly.
      await checkClock();
      const spans: OpenSpan[] = [];
      const records = batch.records.map((record) => this.forwarded(record, spans));
      await traced(spans, () => producer.send(records));
    } catch (error) {
      throw retryLaterIfItMayPass(error);
    }
    failpoint('intake-after-produce');
    book.laneRuns(groupId, batch);
  }

  private forwarded(record: ReceivedRecord, spans: OpenSpan[]): OutgoingRecord {
    const read = readRecord(record);
    if (!read.ok) {
      return deadLetterRecord(record, { ...read.cause, service: 'referral-intake' }, this.options.now());
    }
    const span = this.options.tracing.begin('intake', traceOf(record, read.value), {
      'messaging.id': recordName(record),
    });
    spans.push(span);
    const trace = span.traceparent === null ? {} : { traceparent: span.traceparent };
    const origin = { place: `kafka:${record.topic}/${record.partition}`, index: Number(record.offset), ...trace };
    return intakeRecord({ text: read.text, value: read.value, origin, replyTo: null }, this.options.programs);
  }
}

/** The sender's trace: in the record's header, or as the event's attribute (the distributed tracing extension). */
function traceOf(record: ReceivedRecord, value: unknown): string | null {
  const header = headerText(record, 'traceparent');
  if (header !== undefined) return header;
  const isEvent = typeof value === 'object' && value !== null && 'traceparent' in value;
  return isEvent && typeof value.traceparent === 'string' ? value.traceparent : null;
}

type Read =
  | { readonly ok: true; readonly text: Buffer; readonly value: unknown }
  | { readonly ok: false; readonly cause: Omit<DeadLetterCause, 'service'> };

/** An event type that no topic has passes, as does anything that is JSON but no event: the gate rejects it. */
function readRecord({ topic, value: text, undecodable }: ReceivedRecord): Read {
  if (undecodable !== undefined) return refused('not_decodable', undecodable.reason);
  if (text === null) return refused('not_json', 'the record has no value');
  const parsed = parse(text);
  if (!parsed.ok) return refused('not_json', parsed.reason);
  const { value } = parsed;
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : null;
  if (typeof type === 'string' && isEventType(type) && topicOf(type) !== topic) {
    return refused('wrong_topic', `${type} belongs on topic ${topicOf(type)}: produce it there`);
  }
  return { ok: true, text, value };
}

function parse(text: Buffer): { ok: true; value: unknown } | { ok: false; reason: string } {
  try {
    return { ok: true, value: parseJsonText(new TextDecoder('utf-8', { fatal: true }).decode(text)) };
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'the value is not JSON' : 'the value is not UTF-8';
    return { ok: false, reason };
  }
}

function refused(code: string, reason: string): Read {
  return { ok: false, cause: { code, reason } };
}
