import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { goOnAsBegun, howToGoOn } from './how-begun';
import { factsStream } from '@ledger/runner/log/stream-names';

let dataDir: string;
beforeEach(async () => (dataDir = await mkdtemp(join(tmpdir(), 'ledger-begun-'))));
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const plain = { clock: undefined, empty: false };

describe('a new data folder', () => {
  it.each([
    [plain, { clock: 'events', samples: true }],
    [
      { ...plain, empty: true },
      { clock: 'events', samples: false },
    ],
    [
      { ...plain, clock: 'wall' as const },
      { clock: 'wall', samples: false },
    ],
  ])('is begun as asked: %j', (asked, begun) => expect(howToGoOn(null, asked, 'd')).toEqual(begun));
});

describe('a data folder begun with --empty', () => {
  const begun = { clock: 'events', samples: false } as const;

  it('never gets samples, whatever the later flags', () => expect(howToGoOn(begun, plain, 'd')).toEqual(begun));
  it('goes over to the wall clock only where that is said to be for good, and stays there', () => {
    expect(() => howToGoOn(begun, { ...plain, clock: 'wall' }, 'd')).toThrow(/for good.*: say --for-good too/);
    const wall = howToGoOn(begun, { ...plain, clock: 'wall', forGood: true }, 'd');
    expect(wall).toEqual({ clock: 'wall', samples: false });
    expect(howToGoOn(wall, plain, 'd')).toEqual(wall);
    expect(() => howToGoOn(wall, { ...plain, clock: 'events' }, 'd')).toThrow(
      'the ledger in d runs by the wall clock and cannot go back to the time of its events: leave --clock out',
    );
  });
});

it('a data folder begun with samples refuses the wall clock', () => {
  const begun = { clock: 'events', samples: true } as const;
  expect(howToGoOn(begun, { clock: undefined, empty: true }, 'd')).toEqual(begun);
  expect(() => howToGoOn(begun, { ...plain, clock: 'wall' }, 'd')).toThrow(
    'the ledger in d was begun with samples, by the time of its events: --clock wall is for a folder of its own (--data)',
  );
});

describe('a data folder whose note is not there', () => {
  async function logWith(...places: readonly string[]) {
    const store = new MemoryEventStore();
    for (const [revision, place] of places.entries()) {
      const event = {
        id: `00000000-0000-4000-8000-00000000000${revision}`,
        type: 'EventRejected.v1',
        data: { seq: revision + 1, id: 'a', source: 's', type: 't', code: 'unknown_type', detail: '', content: 'c' },
        metadata: { place, index: 1, program: 'plixo' },
      };
      await store.append([{ stream: factsStream('plixo'), expectedRevision: BigInt(revision) - 1n, events: [event] }]);
    }
    return store;
  }

  it.each([
    [['file:samples/plixo.ndjson', 'http:1'], { clock: 'events', samples: true }],
    [['http:1'], { clock: 'events', samples: false }],
    [['http:1', 'clock:plixo'], { clock: 'wall', samples: false }],
    [['first-start:plixo'], { clock: 'events', samples: false }],
    [['first-start:plixo', 'file:samples/plixo.ndjson'], { clock: 'events', samples: true }],
  ])('tells it by the origins in its log: %j', async (places, begun) => {
    expect(await goOnAsBegun(dataDir, await logWith(...places), plain)).toEqual(begun);
    // From then on it is noted.
    expect(await goOnAsBegun(dataDir, new MemoryEventStore(), plain)).toEqual(begun);
  });

  it.each([
    [['first-start:plixo'], 'wall'],
    [['first-start:plixo', 'http:1'], 'refused'],
  ])('goes over to the wall clock unasked only while nothing arrived: %j', async (places, outcome) => {
    const store = await logWith(...places);
    await goOnAsBegun(dataDir, store, { ...plain, empty: true });
    const going = goOnAsBegun(dataDir, store, { ...plain, clock: 'wall' }).then(
      ({ clock }) => clock,
      () => 'refused',
    );
    expect(await going).toBe(outcome);
    const meant = await goOnAsBegun(dataDir, store, { ...plain, clock: 'wall', forGood: true });
    expect(meant.clock).toBe('wall');
  });
});
