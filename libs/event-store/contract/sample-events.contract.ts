import { createHash } from 'node:crypto';
import type { AppendRequest, NewEvent, RecordedEvent } from '../event-store';
import type { JsonValue } from '@ledger/contracts/json-value';

/** The uuid of a name, as writers make it: the same name, the same id. */
export function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

/** An event that says its name. */
export function event(name: string, data: JsonValue = { name }): NewEvent {
  return { id: idOf(name), type: 'thing.happened.v1', data, metadata: { seq: name, termsVersion: 1 } };
}

/** An append to one stream. */
export function to(stream: string, expectedRevision: bigint, ...events: NewEvent[]): AppendRequest {
  return { stream, expectedRevision, events };
}

export async function all(events: AsyncIterable<RecordedEvent>): Promise<RecordedEvent[]> {
  const list: RecordedEvent[] = [];
  for await (const item of events) list.push(item);
  return list;
}

export const APPENDED = { ok: true, duplicate: false };
export const DUPLICATE = { ok: true, duplicate: true };
