import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { formatInstant } from '@ledger/kernel/instant';
import type { Offer } from '../ledger-runtime';
import { PersonalDataConcealer } from '../personal/conceal-personal-data';
import { MemoryPersonalDataStore } from '../personal/personal-data-store';
import { GatePartition } from './gate-partition';
import { LaneOutOfStep, StageLane } from './stage-lane';
import { decodeStagedFact, encodeStagedFact, type StagedFact } from './staged-fact';
import { recordedType } from '../log/recorded-kinds';
import { factsStream } from '../log/stream-names';

const programs = new Map(loadTerms(presetPaths()).map((terms) => [terms.program, terms]));
const plixo = programs.get('plixo')!;
const metrics = {
  recorded: () => undefined,
  decided: () => undefined,
  appended: () => undefined,
  stopped: () => undefined,
};

let store: MemoryEventStore;
let facts: StagedFact[];

beforeEach(async () => {
  store = new MemoryEventStore();
  const concealer = new PersonalDataConcealer(Buffer.from('a key'));
  const personalData = new MemoryPersonalDataStore();
  const gate = new GatePartition({ store, personalData, concealer, programs, wallClock: null, metrics });
  facts = [...(await gate.handle([1, 2, 3, 4, 5, 6].flatMap(signsUp))).facts];
});

/** A link of a partner, and a customer who signs up by it. */
function signsUp(number: number): Offer[] {
  const event = (id: string, type: string, data: object, minute: number): Offer => ({
    value: {
      ...{ specversion: '1.0', source: 's', program: 'plixo', id: `${id}${number}`, type, data },
      time: formatInstant(Date.UTC(2026, 0, number, 0, minute) as Parameters<typeof formatInstant>[0]),
    },
    origin: { place: 'file:test', index: number * 10 + minute },
  });
  const partner = `partner-${number}`;
  return [
    event('a', 'partner.applied', { partner, type: 'partner' }, 0),
    event('l', 'link.created', { partner, code: `code-${number}` }, 1),
    event('c', 'customer.signed_up', { customer: `customer-${number}`, referralCode: `code-${number}` }, 2),
  ];
}

function newLane(): StageLane {
  return new StageLane({ store, stage: 'attribution', program: plixo, metrics });
}

const seqs = (decided: Awaited<ReturnType<StageLane['handle']>>) => decided.map(({ staged }) => staged.fact.seq);

async function recorded(): Promise<number> {
  return Number(await store.lastPosition()) - facts.length;
}

it('a fact survives its way through a topic', () => {
  expect(facts.length).toBeGreaterThan(10);
  for (const fact of facts)
    expect(encodeStagedFact(decodeStagedFact(encodeStagedFact(fact)))).toEqual(encodeStagedFact(fact));
});

it('drops what it has seen, and hands everything else on', async () => {
  const lane = newLane();
  expect(seqs(await lane.handle(facts.slice(0, 8)))).toEqual(facts.slice(0, 8).map(({ fact }) => fact.seq));
  expect(seqs(await lane.handle(facts.slice(4, 10)))).toEqual(facts.slice(8, 10).map(({ fact }) => fact.seq));
});

it('decides again after a crash, also in batches that are cut differently, and records nothing twice', async () => {
  const whole = await newLane().handle(facts.slice(0, 9));
  const count = await recorded();
  expect(count).toBeGreaterThan(0);
  const again = await newLane().handle(facts.slice(0, 6));
  expect(again).toEqual(whole.slice(0, 6));
  expect(await recorded()).toBe(count);
  // From the middle of what is recorded to beyond it.
  const lane = newLane();
  const rest = await lane.handle(facts.slice(4));
  expect(rest.slice(0, 5)).toEqual(whole.slice(4));
  expect(lane.position).toEqual({ seq: facts.at(-1)?.fact.seq, factNumber: facts.length });
});

it('takes facts that are missing from the log', async () => {
  const undisturbed = await newLane().handle(facts);
  const lane = newLane();
  await lane.handle(facts.slice(0, 2));
  const onTheWire = (decided: typeof undisturbed) =>
    decided.map(({ staged }) => decodeStagedFact(encodeStagedFact(staged)));
  expect(onTheWire(await lane.handle(facts.slice(9)))).toEqual(onTheWire(undisturbed.slice(2)));
});

it('stops when other decisions are recorded than it gives', async () => {
  const { stream } = await firstDecisionOf(await newLane().handle(facts));
  const other = new MemoryEventStore();
  for await (const { id, type, data, metadata, revision } of store.read(factsStream('plixo'), 0n)) {
    await other.append([
      { stream: factsStream('plixo'), expectedRevision: revision - 1n, events: [{ id, type, data, metadata }] },
    ]);
  }
  const id = '00000000-0000-4000-8000-000000000000';
  const metadata = { program: 'plixo', seq: 1_000_000, stage: 'attribution', index: 0, fact: 'x' };
  await other.append([
    { stream, expectedRevision: -1n, events: [{ id, type: recordedType('AttributionChanged'), data: {}, metadata }] },
  ]);
  store = other;
  await expect(newLane().handle(facts)).rejects.toThrow(LaneOutOfStep);
});

async function firstDecisionOf(decided: Awaited<ReturnType<StageLane['handle']>>): Promise<{ stream: string }> {
  expect(decided.some(({ decisions }) => decisions.length > 0)).toBe(true);
  for await (const { stream } of store.readAll(0n, 'all')) if (!stream.startsWith(factsStream(''))) return { stream };
  throw new Error('nothing was decided');
}
