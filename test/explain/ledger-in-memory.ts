import { readFileSync } from 'node:fs';
import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { explain, type Question } from '@ledger/runner/explain/explain';
import { EmbeddedLedger } from '@ledger/runner/embedded-ledger';
import { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { MemoryPersonalDataStore } from '@ledger/runner/personal/personal-data-store';
import { NO_METRICS } from '@ledger/runner/runner-metrics';
import { presets } from '../properties/presets';

/** A ledger of events, recorded as the embedded runtime records it. */
export interface RecordedLedger {
  readonly store: MemoryEventStore;
  explain(program: string, question: Question): ReturnType<typeof explain>;
}

/** So many are offered at once: what was decided on them is recorded in few appends. */
const AT_ONCE = 500;

export async function recordedLedger(events: readonly unknown[]): Promise<RecordedLedger> {
  const store = new MemoryEventStore();
  const personalData = new MemoryPersonalDataStore();
  const ledger = await EmbeddedLedger.open({
    store,
    personalData,
    programs: presets,
    wallClock: null,
    concealer: new PersonalDataConcealer(Buffer.alloc(32)),
    metrics: NO_METRICS,
  });
  for (let from = 0; from < events.length; from += AT_ONCE) {
    const values = events.slice(from, from + AT_ONCE);
    await ledger.offer(values.map((value, index) => ({ value, origin: { place: `test ${from}`, index } })));
  }
  return {
    store,
    explain: (program, question) => {
      const terms = ledger.termsOf(program);
      if (terms === undefined) throw new RangeError(`no program ${program}`);
      return explain({ store, personalData }, terms, question);
    },
  };
}

/** The events of an NDJSON file, a line that is no JSON as its text. */
export function eventsOf(file: string): unknown[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.map((line): unknown => {
    try {
      return JSON.parse(line);
    } catch {
      return line;
    }
  });
}
