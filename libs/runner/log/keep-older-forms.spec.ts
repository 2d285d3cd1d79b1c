import type { AppendRequest, NewEvent } from '@ledger/event-store/event-store';
import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { posted } from '@ledger/read-models/testing/entries';
import { calendarOf } from '@ledger/kernel/calendar';
import type { Decision } from '@ledger/stages/stage';
import { appendDecided } from './append-decided';
import { decisionEvent } from './decision-events';
import { keepingOlderForms } from './keep-older-forms';

const line = { partner: 'p', invoice: 'i', line: 'l1', lineSeq: 1, amount: 100 };
const told = posted(line, { figures: { nothing: 'churn' } });

function eventOf(decision: Decision, seq = 1) {
  return decisionEvent({ program: 'plixo', seq, stage: 'commission', index: 0, decision }, 'e1', calendarOf('UTC'));
}

/** As the release before figures recorded it. */
function asBefore({ data, ...event }: NewEvent): NewEvent {
  const { figures: _, ...before } = data as Record<string, never>;
  return { ...event, type: 'CommissionPosted.v2', data: before };
}

const { stream, event } = eventOf(told);
const later = eventOf(posted({ ...line, lineSeq: 2 }, { figures: { nothing: 'end' } }), 2).event;
const request = (...events: NewEvent[]): AppendRequest => ({ stream, expectedRevision: -1n, events });

async function typesOf(store: MemoryEventStore): Promise<string[]> {
  const types: string[] = [];
  for await (const { type } of store.read(stream, 0n)) types.push(type);
  return types;
}

describe('a decision that is made again', () => {
  it('is the one that a release before this recorded, which stays as it is; what is missing follows', async () => {
    const store = new MemoryEventStore();
    await store.append([request(asBefore(event))]);
    expect(await store.append([request(event)])).toMatchObject({ ok: false });
    expect(await appendDecided(keepingOlderForms(store), [request(event, later)])).toBeNull();
    expect(await typesOf(store)).toEqual(['CommissionPosted.v2', 'CommissionPosted.v3']);
    expect(await appendDecided(keepingOlderForms(store), [request(event, later)])).toBeNull();
    expect(await typesOf(store)).toHaveLength(2);
  });

  it.each([
    ['another amount', eventOf({ ...told, amountMinor: posted({ ...line, amount: 7 }).amountMinor }).event],
    ['another place', { ...event, id: later.id }],
  ])('with %s is a conflict as before', async (_what, otherwise) => {
    const store = new MemoryEventStore();
    await store.append([request(asBefore(event))]);
    expect(await appendDecided(keepingOlderForms(store), [request(otherwise)])).toMatchObject({ stream });
  });

  it('in the same version with other figures is a conflict: nothing of this release is taken for another', async () => {
    const store = new MemoryEventStore();
    await store.append([request(event)]);
    const other = eventOf({ ...told, figures: { nothing: 'end' } }).event;
    expect(await appendDecided(keepingOlderForms(store), [request(other)])).toMatchObject({ stream });
  });
});
