import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { programTerms, type ProgramTerms } from '@ledger/program/program-terms';
import { eventIdOf } from './log/event-id';
import { factsStream, termsStream } from './log/stream-names';
import { publishTerms, TermsDiffer } from './publish-terms';

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

  it('takes a log with facts whose terms are those on file', async () => {
    const store = new MemoryEventStore();
    await publishTerms(store, presets);
    await withFact(store, 'plixo');
    expect(await publishTerms(store, presets)).toEqual([]);
  });

  it('refuses changed terms on a log with facts, in one line that names the program', async () => {
    const store = new MemoryEventStore();
    await publishTerms(store, presets);
    await withFact(store, 'plixo');
    const refusal = await publishTerms(store, changed()).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(TermsDiffer);
    expect((refusal as Error).message).toMatch(/^the terms of program odoopbx differ .*$/);
  });

  it('refuses a new program on a log with facts', async () => {
    const store = new MemoryEventStore();
    await publishTerms(store, presets.slice(1));
    await withFact(store, 'plixo');
    await expect(publishTerms(store, presets)).rejects.toThrow('program odoopbx is new');
  });
});
