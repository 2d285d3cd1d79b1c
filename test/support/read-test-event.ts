import type { EventType } from '@ledger/contracts/event-types';
import { readEnvelope } from '@ledger/contracts/read-envelope';
import { readEvent } from '@ledger/contracts/read-event';

/** An event of that type with that data, as it is read. */
export function read(type: string, data: unknown) {
  const envelope = readEnvelope({
    specversion: '1.0',
    id: 'e1',
    source: 'case',
    type,
    time: '2026-01-10T10:00:00Z',
    program: 'plixo',
    data,
  });
  if (!envelope.ok) throw new Error(envelope.detail);
  return readEvent(envelope);
}

/** Why such an event is refused by its schema. */
export const detailOf = (type: EventType, data: unknown) => {
  const result = read(type, data);
  if (result.ok) throw new Error('the event was accepted');
  expect(result.code).toBe('schema_invalid');
  expect(result.detail).toMatch(new RegExp(`^${result.path.replace(/[[\]]/g, '\\$&')}: `));
  return result.detail;
};

/** Such an event is read with its data as they came. */
export const accepts = (type: EventType, data: unknown) => expect(read(type, data)).toHaveProperty('event.data', data);

/** A line of an invoice. */
export const line = { line: 'l1', kind: 'subscription', amount: 1, interval: 'month' };
