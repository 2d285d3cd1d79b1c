import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { putEditionInForce } from '@ledger/runner/crossing/cross-to-edition';
import { EmbeddedLedger } from '@ledger/runner/embedded-ledger';
import { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { MemoryPersonalDataStore } from '@ledger/runner/personal/personal-data-store';
import { publishTerms } from '@ledger/runner/publish-terms';

/** What a ledger in memory keeps, and what it judges by. */
export interface SampleParts {
  readonly store: MemoryEventStore;
  readonly personalData: MemoryPersonalDataStore;
  readonly concealer: PersonalDataConcealer;
  readonly programs: ReturnType<typeof loadTerms>;
}

export function sampleParts(store = new MemoryEventStore()): SampleParts {
  return {
    store,
    personalData: new MemoryPersonalDataStore(),
    concealer: new PersonalDataConcealer(Buffer.alloc(32, 7)),
    programs: loadTerms(presetPaths()),
  };
}

/** Opens a ledger where its log ends, and feeds it lines of the samples of some programs, in requests of a few. */
export async function feedSamples(parts: SampleParts, programs: readonly string[], from: number, to: number) {
  await putEditionInForce({ ...parts, say: () => undefined });
  await publishTerms(parts.store, parts.programs);
  const metrics = { recorded: () => {}, decided: () => {}, appended: () => {}, stopped: () => {} };
  const ledger = await EmbeddedLedger.open({ ...parts, wallClock: null, metrics });
  for (const program of programs) {
    const samples = readFileSync(join(__dirname, '../../../samples', `${program}.ndjson`), 'utf8').split('\n');
    const offers = samples.slice(from, to).map((line, index) => ({
      value: JSON.parse(line) as unknown,
      origin: { place: `file:${program}`, index: from + index },
    }));
    for (let next = 0; next < offers.length; next += 50) await ledger.offer(offers.slice(next, next + 50));
  }
}
