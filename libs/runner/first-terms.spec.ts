import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import type { AppendRequest } from '@ledger/event-store/event-store';
import { instant, parseInstant } from '@ledger/kernel/instant';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { programTerms, type ProgramTerms } from '@ledger/program/program-terms';
import type { Terms } from '@ledger/program/terms';
import { EmbeddedLedger } from './embedded-ledger';
import { isBegun, publishFirstTerms, TermsRefused } from './first-terms';
import { publishedIn } from './log/published-in';
import { recordedArrival } from './log/arrival-events';
import { FACTS_CATEGORY } from './log/stream-names';
import { PersonalDataConcealer } from './personal/conceal-personal-data';
import { MemoryPersonalDataStore } from './personal/personal-data-store';
import { programBeginnings } from './program-beginnings';
import { NO_METRICS } from './runner-metrics';

const presets = loadTerms(presetPaths());
const names = presets.map(({ name }) => name);
const concealer = new PersonalDataConcealer(Buffer.alloc(32));
const NOW = instant(Date.UTC(2026, 10, 1));
const at = (text: string) => parseInstant(text) as Terms['effectiveFrom'];

const first = (store: MemoryEventStore, onFile: readonly ProgramTerms[] = presets, now = NOW) =>
  publishFirstTerms({ store, concealer, onFile, now });

function changed(change: Partial<Terms>): ProgramTerms[] {
  const [one, ...others] = presets as [ProgramTerms, ...ProgramTerms[]];
  return [programTerms(one.versions.map((terms) => ({ ...terms, ...change }))), ...others];
}

async function published(store: MemoryEventStore): Promise<string[]> {
  const found: string[] = [];
  for await (const event of store.readAll(0n, [FACTS_CATEGORY])) {
    const terms = publishedIn(recordedArrival(event));
    if (terms !== null)
      found.push(`${terms.program} ${terms.version} ${new Date(terms.publishedAt ?? 0).toISOString()}`);
  }
  return found;
}

const open = async (store: MemoryEventStore) =>
  EmbeddedLedger.open({
    store,
    concealer,
    personalData: new MemoryPersonalDataStore(),
    wallClock: null,
    programs: await programBeginnings(store, names),
    metrics: NO_METRICS,
  });

const TICK = {
  specversion: '1.0',
  id: 'tick',
  source: 's',
  type: 'clock.advanced',
  time: '2026-01-01T00:00:00Z',
  program: 'plixo',
  data: {},
};

describe('the first start of a ledger', () => {
  it('publishes the terms on file as facts, once, at the instant from which they hold', async () => {
    const store = new MemoryEventStore();
    expect(await first(store)).toEqual(names);
    expect(await published(store)).toEqual(names.map((name) => `${name} 1 2020-01-01T00:00:00.000Z`));
    expect(await first(store)).toEqual([]);
    expect(await published(store)).toHaveLength(names.length);
  });

  it('keeps what it published, whatever the files say afterwards', async () => {
    const store = new MemoryEventStore();
    await first(store);
    expect(await first(store, changed({ clearing: [{ tier: null, clearingDays: 77 }] }))).toEqual([]);
    const { name: program, versions } = (await open(store)).termsOf('odoopbx');
    expect([program, versions[0]?.clearing]).toEqual(['odoopbx', presets[0]?.versions[0]?.clearing]);
  });

  it('is finished by the next one, where it was cut off', async () => {
    class CutOff extends MemoryEventStore {
      override append(requests: readonly AppendRequest[]) {
        return super.append(requests.slice(0, 2));
      }
    }
    const store = new CutOff();
    await first(store);
    expect(await published(store)).toHaveLength(2);
    expect(await isBegun(store)).toBe(false);
    await first(store);
    expect(await published(store)).toHaveLength(4);
  });

  it('publishes nothing once anything else arrived, a new file neither', async () => {
    const store = new MemoryEventStore();
    await first(store, presets.slice(1));
    const ledger = await open(store);
    await ledger.offer([{ value: TICK, origin: { place: 'test', index: 1 } }]);
    expect(await isBegun(store)).toBe(true);
    expect(await first(store)).toEqual([]);
    expect(await published(store)).not.toContainEqual(expect.stringContaining('odoopbx'));
  });

  it('publishes all versions that are on file, at the beginning of the first', async () => {
    const store = new MemoryEventStore();
    const [{ versions }] = presets as [ProgramTerms];
    const second = versions.map((terms) => ({ ...terms, version: 2, effectiveFrom: at('2026-03-01T00:00:00Z') }));
    await first(store, [programTerms([...versions, ...second])]);
    expect(await published(store)).toEqual([1, 2].map((each) => `odoopbx ${each} 2020-01-01T00:00:00.000Z`));
  });

  it('moves no clock ahead of now for terms that begin later', async () => {
    const store = new MemoryEventStore();
    await first(store, changed({ effectiveFrom: at('2027-01-01T00:00:00Z') }));
    expect((await published(store))[0]).toBe(`odoopbx 1 ${new Date(NOW).toISOString()}`);
  });

  it.each([
    ['a version that is not the first', { version: 3 }, /version 3 of odoopbx cannot be published: version_not_next/],
    [
      'a beginning within a day',
      { effectiveFrom: at('2026-01-01T10:00:00Z') },
      /begins within a day: let effectiveFrom/,
    ],
  ])('refuses %s in one line, and publishes nothing', async (_what, change, message) => {
    const store = new MemoryEventStore();
    await expect(first(store, changed(change))).rejects.toThrow(TermsRefused);
    await expect(first(store, changed(change))).rejects.toThrow(message);
    expect(await published(store)).toEqual([]);
  });
});
