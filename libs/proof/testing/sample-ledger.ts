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
  const ledger = await openLedger(parts);
  for (const program of programs) {
    const samples = readFileSync(join(__dirname, '../../../samples', `${program}.ndjson`), 'utf8').split('\n');
    const values = samples.slice(from, to).map((line) => JSON.parse(line) as unknown);
    await offerAll(ledger, values, { file: program, from, atOnce: 50 });
  }
}

/** The same with events of one's own, each in a request; `from`: how many of them were fed before. */
export async function feedEvents(parts: SampleParts, events: readonly unknown[], from: number): Promise<void> {
  await offerAll(await openLedger(parts), events, { file: 'events', from, atOnce: 1 });
}

async function openLedger(parts: SampleParts): Promise<EmbeddedLedger> {
  await putEditionInForce({ ...parts, say: () => undefined });
  await publishFirstTerms({ ...parts, onFile: PRESETS, now: instant(Date.UTC(2026, 0, 1)) });
  return EmbeddedLedger.open({ ...parts, wallClock: null, metrics: NO_METRICS });
}

interface Requests {
  readonly file: string;
  readonly from: number;
  readonly atOnce: number;
}

async function offerAll(ledger: EmbeddedLedger, values: readonly unknown[], { file, from, atOnce }: Requests) {
  const offers = values.map((value, index) => ({ value, origin: { place: `file:${file}`, index: from + index } }));
  for (let next = 0; next < offers.length; next += atOnce) await ledger.offer(offers.slice(next, next + atOnce));
}
