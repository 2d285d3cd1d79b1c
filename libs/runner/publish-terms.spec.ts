import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { programTerms, type ProgramTerms } from '@ledger/program/program-terms';
import { eventIdOf } from './log/event-id';
import { factsStream, termsStream } from './log/stream-names';
import { programsInForce } from './programs-in-force';
import { publishTerms } from './publish-terms';
import { lastPublication } from './published-terms';

const presets = loadTerms(presetPaths());

/** The same programs, with the clearing of the first one changed. */
function changed(): ProgramTerms[] {
  const [first, ...others] = presets as [ProgramTerms, ...ProgramTerms[]];
  const versions = first.versions.map((terms) => ({ ...terms, clearing: [{ tier: null, clearingDays: 77 }] }));
  return [programTerms(versions), ...others];
}

async function withFact(store: MemoryEventStore, program: string): Promise<void> {
  const event = { id: eventIdOf(`${program}/1`), type: 'EventAccepted.v1', data: {}, metadata: {} };
  await store.append([{ stream: factsStream(program), expectedRevision: -1n, events: [event] }]);
}

describe('publishTerms', () => {
  it('records the terms on an empty log, once', async () => {
    const store = new MemoryEventStore();
    expect(await publishTerms(store, presets)).toEqual(presets.map(({ program }) => program));
    expect(await publishTerms(store, presets)).toEqual([]);
    expect((await store.heads([termsStream('plixo')])).get(termsStream('plixo'))?.revision).toBe(0n);
  });

  it('records changed terms as long as nothing arrived, and the last publication counts', async () => {
    const store = new MemoryEventStore();
    await publishTerms(store, presets);
    expect(await publishTerms(store, changed())).toEqual(['odoopbx']);
    expect(await publishTerms(store, changed())).toEqual([]);
    expect(await publishTerms(store, presets)).toEqual(['odoopbx']);
    expect(await lastPublication(store, 'odoopbx')).toMatchObject({ number: 3, revision: 2n });
    await withFact(store, 'odoopbx');
    expect(await publishTerms(store, presets)).toEqual([]);
    expect(await publishTerms(store, changed())).toEqual([]);
  });

  it('keeps the versions of a publication together', async () => {
    const store = new MemoryEventStore();
    const [{ versions }] = presets as [ProgramTerms];
    const withSecond = programTerms([...versions, ...versions.map((terms) => ({ ...terms, version: 2 }))]);
    const published = async () => {
      const { texts } = await lastPublication(store, withSecond.program);
      return texts.map((text) => (JSON.parse(text) as { version: number }).version);
    };
    await publishTerms(store, [withSecond]);
    expect(await published()).toEqual([1, 2]);
    await publishTerms(store, [programTerms(versions)]);
    expect(await published()).toEqual([1]);
    await publishTerms(store, [withSecond]);
    expect(await published()).toEqual([1, 2]);
  });

  it.each(['plixo', ''])(
    'keeps what is recorded once anything arrived (for %j), whatever the file says',
    async (other) => {
      const store = new MemoryEventStore();
      await publishTerms(store, presets);
      await withFact(store, other);
      expect(await publishTerms(store, changed())).toEqual([]);
      const recorded = await programsInForce(store, changed());
      expect(recorded.map(({ versions }) => versions)).toEqual(presets.map(({ versions }) => versions));
    },
  );

  it('takes a log with facts whose terms are those on file', async () => {
    const store = new MemoryEventStore();
    await publishTerms(store, presets);
    await withFact(store, 'plixo');
    expect(await publishTerms(store, presets)).toEqual([]);
  });

  it('refuses a new program on a log with facts', async () => {
    const store = new MemoryEventStore();
    await publishTerms(store, presets.slice(1));
    await withFact(store, 'plixo');
    await expect(publishTerms(store, presets)).rejects.toThrow('program odoopbx is new');
  });
});
