import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { putEditionInForce } from '@ledger/runner/crossing/cross-to-edition';
import { EmbeddedLedger } from '@ledger/runner/embedded-ledger';
import { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { MemoryPersonalDataStore } from '@ledger/runner/personal/personal-data-store';
import { publishTerms } from '@ledger/runner/publish-terms';

/** A ledger in memory that was fed the first lines of some samples, in requests of a few. */
export async function sampleLedger(programs: readonly string[], lines: number) {
  const store = new MemoryEventStore();
  const parts = {
    store,
    personalData: new MemoryPersonalDataStore(),
    concealer: new PersonalDataConcealer(Buffer.alloc(32, 7)),
    programs: loadTerms(presetPaths()),
  };
  await putEditionInForce({ ...parts, say: () => undefined });
  await publishTerms(store, parts.programs);
  const metrics = { recorded: () => {}, decided: () => {}, appended: () => {}, stopped: () => {} };
  const ledger = await EmbeddedLedger.open({ ...parts, wallClock: null, metrics });
  for (const program of programs) {
    const samples = readFileSync(join(__dirname, '../../../samples', `${program}.ndjson`), 'utf8').split('\n');
    const offers = samples.slice(0, lines).map((line, index) => ({
      value: JSON.parse(line) as unknown,
      origin: { place: `file:${program}`, index },
    }));
    for (let from = 0; from < offers.length; from += 50) await ledger.offer(offers.slice(from, from + 50));
  }
  return parts;
}
