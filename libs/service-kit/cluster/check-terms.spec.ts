import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { programTerms } from '@ledger/program/program-terms';
import { publishTerms, TermsDiffer } from '@ledger/runner/publish-terms';
import { checkTerms, checkTermsOnce, TermsNotPublished } from './check-terms';

const presets = loadTerms(presetPaths());
const changed = presets.map(({ versions }) =>
  programTerms(versions.map((terms) => ({ ...terms, clearing: [{ tier: null, clearingDays: 77 }] }))),
);

describe('the terms of a service', () => {
  it('wait until they are published', async () => {
    await expect(checkTerms(new MemoryEventStore(), presets)).rejects.toThrow(TermsNotPublished);
  });

  it('are those of the last publication', async () => {
    const store = new MemoryEventStore();
    await publishTerms(store, presets);
    await checkTerms(store, presets);
    await publishTerms(store, changed);
    await checkTerms(store, changed);
    await expect(checkTerms(store, presets)).rejects.toThrow(TermsDiffer);
  });

  it('are looked at once more before the first batch, when others may have been published meanwhile', async () => {
    const store = new MemoryEventStore();
    await publishTerms(store, presets);
    const beforeBatch = checkTermsOnce(store, presets);
    await publishTerms(store, changed);
    await expect(beforeBatch()).rejects.toThrow(TermsDiffer);
    await expect(beforeBatch()).rejects.toThrow('give every instance the published files');
  });
});
