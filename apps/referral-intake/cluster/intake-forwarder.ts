import { deadLetterRecord } from '@ledger/messaging/dead-letter';
import type { IdempotentProducer, OutgoingRecord } from '@ledger/messaging/idempotent-producer';
import { headerText, recordName, type ReceivedRecord, type RecordBatch } from '@ledger/messaging/received-record';
import type { ClusterBook } from '@ledger/hosting/service/cluster-book';
import type { Origin } from '@ledger/runner/ledger-runtime';
import { retryLaterIfTransient } from '@ledger/hosting/waiting/retry-later';
import { traced, type OpenSpan, type Tracing } from '@ledger/service-kit/tracing/tracing';
import { intakeRecord } from '@ledger/hosting/service/intake-record';
import { readRecord } from './read-record';

export interface IntakeForwarderOptions {
  readonly producer: IdempotentProducer;
  readonly failpoint: (name: string) => void;
  readonly book: ClusterBook;
  readonly groupId: string;
  /** Throws when nothing may be taken now. */
  readonly checkClock: () => Promise<void>;
  readonly now: () => Date;
  readonly tracing: Tracing;
  /** The longest value, in bytes. */
  readonly maxBodyBytes: number;
  /** Why what came from an origin must not be put aside; null: it has no verdict. */
  readonly whyOriginStays: (origin: Origin) => Promise<string | null>;
}

/**
 * Brings the public topics' records to the gate, each with where it came from. It keeps nothing: a record that is sent
 * twice has the same origin, and the gate knows it. What is no JSON, or of another topic, is a dead letter and no arrival.
 */
export class IntakeForwarder {
  constructor(private readonly options: IntakeForwarderOptions) {}

  async forward(batch: RecordBatch): Promise<void> {
    const { producer, failpoint, checkClock, book, groupId } = this.options;
    failpoint('intake-after-fetch');
    try {
      // Kafka refuses records from a clock that is far ahead, and would not say why so clearly.
      await checkClock();
      const spans: OpenSpan[] = [];
      const records = batch.records.map((record) => this.forwarded(record, spans));
      await traced(spans, () => producer.send(records));
    } catch (error) {
      throw retryLaterIfTransient(error);
    }
    failpoint('intake-after-produce');
    book.laneRuns(groupId, batch);
  }

  /** Why a record must not be put aside; null: it has no verdict. */
  async whyItStays(record: ReceivedRecord): Promise<string | null> {
    return this.options.whyOriginStays(originOf(record));
  }

  private forwarded(record: ReceivedRecord, spans: OpenSpan[]): OutgoingRecord {
    const read = readRecord(record, this.options.maxBodyBytes);
    if (!read.ok) {
      return deadLetterRecord(record, { ...read.cause, service: 'referral-intake' }, this.options.now());
    }
    const span = this.options.tracing.begin('intake', traceOf(record, read.value), {
      'messaging.id': recordName(record),
    });
    spans.push(span);
    const trace = span.traceparent === null ? {} : { traceparent: span.traceparent };
    const origin = { ...originOf(record), ...trace };
    return intakeRecord({ text: read.text, value: read.value, origin, replyTo: null });
  }
}

function originOf({ topic, partition, offset }: ReceivedRecord): Origin {
  return { place: `kafka:${topic}/${partition}`, index: Number(offset) };
}

/** The sender's trace: in the record's header, or as the event's attribute (the distributed tracing extension). */
function traceOf(record: ReceivedRecord, value: unknown): string | null {
  const header = headerText(record, 'traceparent');
  if (header !== undefined) return header;
  const isEvent = typeof value === 'object' && value !== null && 'traceparent' in value;
  return isEvent && typeof value.traceparent === 'string' ? value.traceparent : null;
}
