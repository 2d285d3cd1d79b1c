import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { formatInstant, parseInstant, type Instant } from '@ledger/kernel/instant';
import { termsToJson } from '@ledger/program/describe-terms-canonical';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { programTerms } from '@ledger/program/program-terms';
import { publicationEvent } from '@ledger/program/publication-of-terms';
import type { Terms } from '@ledger/program/terms';
import { EmbeddedLedger } from './embedded-ledger';
import { exportFacts } from './export-facts';
import { eventIdOf } from './log/event-id';
import { termsStream } from './log/stream-names';
import { PersonalDataConcealer } from './personal/conceal-personal-data';
import { MemoryPersonalDataStore } from './personal/personal-data-store';
import { recordedPrograms } from './recorded-programs';
import { ReplayLedger } from './replay-ledger';
import { NO_METRICS } from './runner-metrics';

const concealer = new PersonalDataConcealer(Buffer.alloc(32));
const personalData = new MemoryPersonalDataStore();
const preset = loadTerms(presetPaths()).find(({ name }) => name === 'plixo')?.versions[0] as Terms;
const later = { ...preset, version: 2, effectiveFrom: parseInstant('2026-03-01T00:00:00Z') as Instant };

let store: MemoryEventStore;
let publications: number;

beforeEach(() => {
  store = new MemoryEventStore();
  publications = 0;
});

/** As releases did before terms were facts. */
async function record(...versions: readonly Terms[]): Promise<void> {
  publications += 1;
  let revision = (await store.heads([termsStream('plixo')])).get(termsStream('plixo'))?.revision ?? -1n;
  for (const terms of versions) {
    const metadata = { program: 'plixo', version: terms.version, publication: publications };
    const id = eventIdOf(`terms/${publications}/${terms.version}`);
    const event = { id, type: 'TermsPublished.v1', data: termsToJson(terms), metadata };
    await store.append([{ stream: termsStream('plixo'), expectedRevision: revision, events: [event] }]);
    revision += 1n;
  }
}

async function feed(...times: readonly string[]): Promise<EmbeddedLedger> {
  const programs = await recordedPrograms(store);
  const ledger = await EmbeddedLedger.open({
    store,
    personalData,
    concealer,
    programs,
    wallClock: null,
    metrics: NO_METRICS,
  });
  const values = times.map((time, index) => {
    const event = { specversion: '1.0', id: `e${index}`, source: 's', type: 'clock.advanced', time, program: 'plixo' };
    return { value: { ...event, data: {} }, origin: { place: 'test', index } };
  });
  await ledger.offer(values);
  return ledger;
}

async function exported() {
  const events: { readonly type: string; readonly time: string; readonly data: { readonly version?: number } }[] = [];
  for await (const event of exportFacts({ store, personalData, concealer }))
    events.push(event as (typeof events)[number]);
  return events;
}

const shown = (events: Awaited<ReturnType<typeof exported>>) =>
  events.map(({ type, time, data }) => `${type} ${time}${data.version === undefined ? '' : ` ${data.version}`}`);

describe('terms that a log recorded before terms were facts', () => {
  it('are those of the last publication', async () => {
    await record(preset, later);
    await record({ ...preset, requiresActivation: !preset.requiresActivation });
    const [found] = await recordedPrograms(store);
    expect(found?.versions.map(({ version, requiresActivation }) => [version, requiresActivation])).toEqual([
      [1, !preset.requiresActivation],
    ]);
  });

  it('come first in the export of its facts, from when they hold', async () => {
    await record(preset, later);
    await feed('2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z');
    expect(shown(await exported())).toEqual([
      'terms.published 2020-01-01T00:00:00.000Z 1',
      'terms.published 2020-01-01T00:00:00.000Z 2',
      'clock.advanced 2026-01-01T00:00:00Z',
      'clock.advanced 2026-01-02T00:00:00Z',
    ]);
  });

  it('are published no later than the earliest fact, so that no clock of a replay jumps', async () => {
    await record({ ...preset, effectiveFrom: parseInstant('2026-01-01T00:00:00Z') as Instant });
    const ledger = await feed('2025-11-02T00:00:00Z', '2025-11-01T00:00:00Z');
    const events = await exported();
    expect(shown(events)[0]).toBe('terms.published 2025-11-01T00:00:00.000Z 1');
    const clocks: string[] = [];
    const replay = new ReplayLedger(
      { programs: [], skipped: new Set(), asOf: null },
      { arrived: ({ clock }) => void clocks.push(formatInstant(clock as Instant)), decided: () => undefined },
    );
    for (const event of events) replay.offer(event);
    expect(clocks.at(-1)).toBe(formatInstant(ledger.clockOf('plixo') as Instant));
    expect(replay.termsOf('plixo')?.versions.map(({ version }) => version)).toEqual([1]);
  });

  it('are not told where nothing was accepted, or the first fact publishes version 1 itself', async () => {
    await record(preset);
    expect(await exported()).toEqual([]);
    const ledger = await feed();
    const [publishing] = programTerms([preset]).versions;
    const value = publicationEvent(publishing as Terms, preset.effectiveFrom);
    await ledger.offer([{ value, origin: { place: 'test', index: 9 } }]);
    expect(shown(await exported())).toEqual(['terms.published 2020-01-01T00:00:00.000Z 1']);
  });
});
