import { NO_STREAM, type AppendRequest } from '@ledger/event-store/event-store';
import { EventStoreError } from '@ledger/event-store/event-store-error';
import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { appendingPatiently } from './append-patiently';

describe('appending patiently', () => {
  const event = { id: '00000000-0000-4000-8000-000000000001', type: 't', data: {}, metadata: {} };
  const requests: readonly AppendRequest[] = [{ stream: 'a-1', expectedRevision: NO_STREAM, events: [event] }];

  function failing(...failures: readonly Error[]) {
    const store = new MemoryEventStore();
    const append = store.append.bind(store);
    const left = [...failures];
    store.append = (given) => {
      const failure = left.shift();
      return failure === undefined ? append(given) : Promise.reject(failure);
    };
    return store;
  }

  it('asks again for as long as the store cannot be reached, and tells each time', async () => {
    const away = new EventStoreError('unreachable', 'away');
    const waited: Error[] = [];
    const { signal } = new AbortController();
    const store = appendingPatiently(failing(away, away), { signal, onWait: (error) => waited.push(error) });
    expect(await store.append(requests)).toMatchObject({ ok: true });
    expect(waited).toEqual([away, away]);
  });

  it('tells what waiting does not mend, and everything once it has to end', async () => {
    const ended = new AbortController();
    const onWait = () => ended.abort();
    const failures = ['failed', 'unreachable', 'unreachable'] as const;
    const errors = failures.map((code) => new EventStoreError(code, code));
    const store = appendingPatiently(failing(...errors), { signal: ended.signal, onWait });
    await expect(store.append(requests)).rejects.toBe(errors[0]);
    await expect(store.append(requests)).rejects.toBe(errors[2]);
  });
});
