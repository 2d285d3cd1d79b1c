import { event, to } from './contract/sample-events.contract';
import { type RecordedEvent, NO_STREAM } from './event-store';
import { MemoryEventStore } from './memory/memory-event-store';
import { verifyChains } from './verify-chain';

/** Three streams, nine events, whose order is mixed. */
async function history(): Promise<RecordedEvent[]> {
  const store = new MemoryEventStore();
  for (let round = 0n; round < 3n; round++) {
    await store.append(['a', 'b', 'c'].map((name) => to(`thing-${name}`, round - 1n, event(`${name}${round}`))));
  }
  const events: RecordedEvent[] = [];
  for await (const each of store.readAll(0n, 'all')) events.push(each);
  return events;
}

async function* stream(events: readonly RecordedEvent[]): AsyncIterable<RecordedEvent> {
  yield* events;
}

/** The verdict after changing the event at an index. */
async function afterChanging(index: number, change: (event: RecordedEvent) => Partial<RecordedEvent>) {
  const events = await history();
  return verifyChains(stream(events.map((each, nr) => (nr === index ? { ...each, ...change(each) } : each))));
}

describe('verifying the hash chain', () => {
  it('passes what was not touched', async () => {
    expect(await verifyChains(stream(await history()))).toEqual({ ok: true, events: 9 });
  });

  it.each<[string, (event: RecordedEvent) => Partial<RecordedEvent>]>([
    ['the data', () => ({ data: { name: 'another' } })],
    ['the metadata', ({ metadata }) => ({ metadata: { ...metadata, termsVersion: 2 } })],
    ['the type', () => ({ type: 'thing.undone.v1' })],
    ['the id', () => ({ id: '00000000-0000-4000-8000-000000000000' })],
    ['the hash itself', () => ({ hash: 'f'.repeat(64) })],
  ])('names the event of which %s was changed', async (_, change) => {
    const [, , , , changed] = await history();
    expect(await afterChanging(4, change)).toMatchObject({
      ok: false,
      firstBroken: { stream: 'thing-b', revision: 1n, position: changed?.position, broken: 'hash' },
    });
  });

  it('names the event after one that was taken out, and one that is there twice', async () => {
    const events = await history();
    expect(await verifyChains(stream(events.filter((_, index) => index !== 3)))).toMatchObject({
      ok: false,
      firstBroken: { stream: 'thing-a', revision: 2n, broken: 'revision', expected: '1', actual: '2' },
    });
    expect(await verifyChains(stream(events.flatMap((each) => [each, each])))).toMatchObject({
      firstBroken: { stream: 'thing-a', revision: 0n, broken: 'revision', expected: '1', actual: '0' },
    });
  });

  it('names an event that was moved to another stream', async () => {
    const events = (await history()).filter(({ stream: name }) => name === 'thing-a');
    const moved = events.map((each) => ({ ...each, stream: 'thing-z' }));
    expect(await verifyChains(stream(moved))).toMatchObject({
      ok: false,
      firstBroken: { revision: 0n, broken: 'hash' },
    });
  });

  it('finds every event of a history that was written with another first event', async () => {
    const first = NO_STREAM + 1n;
    expect(await afterChanging(0, () => ({ data: null }))).toMatchObject({ firstBroken: { revision: first } });
  });
});
