import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { programTerms } from '@ledger/program/program-terms';
import { publishTerms, TermsDiffer } from '@ledger/runner/publish-terms';
import { checkTermsOnce, checkTermsPublished, TermsNotPublished } from './check-terms';

const presets = loadTerms(presetPaths());
const changed = presets.map(({ versions }) =>
  programTerms(versions.map((terms) => ({ ...terms, clearing: [{ tier: null, clearingDays: 77 }] }))),
);

describe('the terms of a service', () => {
  it('wait until they are published, whatever the files say', async () => {
    const store = new MemoryEventStore();
    await expect(checkTermsPublished(store, presets)).rejects.toThrow(TermsNotPublished);
    await publishTerms(store, presets);
    await checkTermsPublished(store, changed);
  });

  it('are looked at once more before the first batch, when others may have been published meanwhile', async () => {
    const store = new MemoryEventStore();
    await publishTerms(store, presets);
    const beforeBatch = checkTermsOnce(store, presets);
    await publishTerms(store, changed);
    await expect(beforeBatch()).rejects.toThrow(TermsDiffer);
    await expect(beforeBatch()).rejects.toThrow('start it again');
  });
});
