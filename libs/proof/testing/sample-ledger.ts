import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { instant } from '@ledger/kernel/instant';
import { unpublishedProgram, type ProgramTerms } from '@ledger/program/program-terms';
import { putEditionInForce } from '@ledger/runner/crossing/cross-to-edition';
import { EmbeddedLedger } from '@ledger/runner/embedded-ledger';
import { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { MemoryPersonalDataStore } from '@ledger/runner/personal/personal-data-store';
import { publishFirstTerms } from '@ledger/runner/first-terms';
import { NO_METRICS } from '@ledger/runner/runner-metrics';

const PRESETS = loadTerms(presetPaths());

/** What a ledger in memory keeps, and what it judges by. */
export interface SampleParts {
  readonly store: MemoryEventStore;
  readonly personalData: MemoryPersonalDataStore;
  readonly concealer: PersonalDataConcealer;
  /** What each program begins with: its first fact publishes its terms. */
  readonly programs: readonly ProgramTerms[];
}

export function sampleParts(store = new MemoryEventStore()): SampleParts {
  return {
    store,
    personalData: new MemoryPersonalDataStore(),
    concealer: new PersonalDataConcealer(Buffer.alloc(32, 7)),
    programs: PRESETS.map(({ name: program }) => unpublishedProgram(program)),
  };
}

/** Opens a ledger where its log ends, and feeds it lines of the samples of some programs, in requests of a few. */
export async function feedSamples(parts: SampleParts, programs: readonly string[], from: number, to: number) {
  await putEditionInForce({ ...parts, say: () => undefined });
  await publishFirstTerms({ ...parts, onFile: PRESETS, now: instant(Date.UTC(2026, 0, 1)) });
  const ledger = await EmbeddedLedger.open({ ...parts, wallClock: null, metrics: NO_METRICS });
  for (const program of programs) {
    const samples = readFileSync(join(__dirname, '../../../samples', `${program}.ndjson`), 'utf8').split('\n');
    const offers = samples.slice(from, to).map((line, index) => ({
      value: JSON.parse(line) as unknown,
      origin: { place: `file:${program}`, index: from + index },
    }));
    for (let next = 0; next < offers.length; next += 50) await ledger.offer(offers.slice(next, next + 50));
  }
}
