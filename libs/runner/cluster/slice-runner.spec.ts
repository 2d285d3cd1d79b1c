import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { formatInstant } from '@ledger/kernel/instant';
import type { Offer } from '../ledger-runtime';
import { PersonalDataConcealer } from '../personal/conceal-personal-data';
import { MemoryPersonalDataStore } from '../personal/personal-data-store';
import { GatePartition } from './gate-partition';
import { SliceOutOfStep, SliceRunner } from './slice-runner';
import { referredFact } from './referred-fact';
import { decodeStagedFact, encodeStagedFact, namedFact, type ReferredFact, type StagedFact } from './staged-fact';
import { recordedType } from '../log/recorded-kinds';
import { factsStream } from '../log/stream-names';
import { NO_METRICS } from '../runner-metrics';
import type { StageName } from '@ledger/stages/stage';

const programs = new Map(loadTerms(presetPaths()).map((terms) => [terms.name, terms]));
const plixo = programs.get('plixo')!;

let store: MemoryEventStore;
let facts: StagedFact[];

beforeEach(async () => {
  store = new MemoryEventStore();
  const concealer = new PersonalDataConcealer(Buffer.from('a key'));
  const personalData = new MemoryPersonalDataStore();
  const gate = new GatePartition({ store, personalData, concealer, programs, wallClock: null, metrics: NO_METRICS });
  facts = [...(await gate.judge([1, 2, 3, 4, 5, 6].flatMap(signsUp))).facts];
});

/** A link of a partner, and a customer who signs up by it. */
function signsUp(number: number): Offer[] {
  const event = (id: string, type: string, data: object, minute: number): Offer => ({
    value: {
      specversion: '1.0',
      source: 's',
      program: 'plixo',
      id: `${id}${number}`,
      type,
      data,
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

function newRunner(stage: StageName = 'attribution'): SliceRunner {
  return new SliceRunner({ store, slice: [stage], program: plixo, metrics: NO_METRICS });
}

const seqs = (decided: readonly StagedFact[]) => decided.map(({ fact }) => fact.seq);
const isDecided = ({ decisions }: StagedFact) => decisions.attribution.length > 0;

async function recorded(): Promise<number> {
  return Number(await store.lastPosition()) - facts.length;
}

/** The clock is the event's too, from the first topic on. */
const asPassedOn = ({ fact: { event, ...fact }, ...staged }: StagedFact): StagedFact => ({
  ...staged,
  fact: { ...fact, event: { ...event, clock: fact.clock } },
});

it('a fact survives its way through a topic', async () => {
  const decided = await newRunner().decide(facts);
  expect(decided.some(isDecided)).toBe(true);
  const trace = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
  for (const staged of [...facts, ...decided.map((each) => ({ ...each, ...trace }))]) {
    expect(decodeStagedFact(encodeStagedFact(staged))).toEqual(asPassedOn(staged));
  }
});

describe('a fact that is too large for a record', () => {
  const LIMIT = 200;
  const referred = (staged: StagedFact) => decodeStagedFact(encodeStagedFact(staged, LIMIT));

  it('is referred to, and named as any other', async () => {
    const [first] = facts;
    const { program, factNumber, fact } = first!;
    expect(encodeStagedFact(first!, LIMIT).length).toBeLessThan(LIMIT);
    expect(referred(first!)).toEqual({ program, factNumber, seq: fact.seq, id: fact.event.id, decided: {} });
    expect(namedFact(encodeStagedFact(first!, LIMIT))).toEqual({ program, seq: fact.seq, id: fact.event.id });
  });

  it('is decided on as it would be if it came whole, also after what is missing before it', async () => {
    const whole = await newRunner().decide(facts);
    const next = (each: StagedFact) => newRunner('partner-status').decide([each]);
    for (const staged of whole) {
      const [asWhole, asReferred] = [await next(asPassedOn(staged)), await next(referred(staged) as StagedFact)];
      expect(asReferred).toEqual(asWhole);
    }
    const all = whole.map(referred);
    expect(await newRunner('partner-status').decide(all)).toHaveLength(facts.length);
  });

  it('waits for a log that does not show all of it, and stops at one that has another fact there', async () => {
    const [decided] = (await newRunner().decide(facts)).filter(isDecided);
    const reference = referred(decided!) as ReferredFact;
    await expect(referredFact(store, { ...reference, decided: { attribution: 5 } })).rejects.toMatchObject({
      code: 'not_ready',
      message: expect.stringMatching(/^of 5 decisions of attribution on entry 3 of 1\.1\.facts-plixo, 1 are there/),
    });
    await expect(referredFact(store, { ...reference, seq: 99 })).rejects.toMatchObject({ code: 'not_ready' });
    await expect(referredFact(store, { ...reference, id: 'another' })).rejects.toMatchObject({ code: 'failed' });
  });
});

it('drops what it has seen, and hands everything else on', async () => {
  const runner = newRunner();
  expect(seqs(await runner.decide(facts.slice(0, 8)))).toEqual(facts.slice(0, 8).map(({ fact }) => fact.seq));
  expect(seqs(await runner.decide(facts.slice(4, 10)))).toEqual(facts.slice(8, 10).map(({ fact }) => fact.seq));
});

it('decides again after a crash, also in batches that are cut differently, and records nothing twice', async () => {
  const whole = await newRunner().decide(facts.slice(0, 9));
  const count = await recorded();
  expect(count).toBeGreaterThan(0);
  const again = await newRunner().decide(facts.slice(0, 6));
  expect(again).toEqual(whole.slice(0, 6));
  expect(await recorded()).toBe(count);
  // From the middle of what is recorded to beyond it.
  const runner = newRunner();
  const rest = await runner.decide(facts.slice(4));
  expect(rest.slice(0, 5)).toEqual(whole.slice(4));
  expect(runner.position).toEqual({ seq: facts.at(-1)?.fact.seq, factNumber: facts.length });
});

it('takes facts that are missing from the log', async () => {
  const undisturbed = await newRunner().decide(facts);
  const runner = newRunner();
  await runner.decide(facts.slice(0, 2));
  const onTheWire = (decided: typeof undisturbed) =>
    decided.map((staged) => decodeStagedFact(encodeStagedFact(staged)));
  expect(onTheWire(await runner.decide(facts.slice(9)))).toEqual(onTheWire(undisturbed.slice(2)));
});

it('stops when other decisions are recorded than it gives', async () => {
  const { stream } = await firstDecisionOf(await newRunner().decide(facts));
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
  await expect(newRunner().decide(facts)).rejects.toThrow(SliceOutOfStep);
});

async function firstDecisionOf(decided: readonly StagedFact[]): Promise<{ stream: string }> {
  expect(decided.some(isDecided)).toBe(true);
  for await (const { stream } of store.readAll(0n, 'all')) if (!stream.startsWith(factsStream(''))) return { stream };
  throw new Error('nothing was decided');
}
