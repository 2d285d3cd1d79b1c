import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { resolve } from 'node:path';
import { loadTerms, loadTermsFile, presetPaths } from '@ledger/program/load-terms-file';
import { publicationEvent } from '@ledger/program/publication-of-terms';
import type { Terms } from '@ledger/program/terms';
import type { Offer } from '../ledger-runtime';
import { PersonalDataConcealer } from '../personal/conceal-personal-data';
import { MemoryPersonalDataStore } from '../personal/personal-data-store';
import { GateOvertaken, GatePartition, OriginReused } from './gate-partition';
import { factsStream } from '../log/stream-names';
import { NO_METRICS } from '../runner-metrics';

const programs = new Map(loadTerms(presetPaths()).map((terms) => [terms.name, terms]));

let store: MemoryEventStore;
let personalData: MemoryPersonalDataStore;

beforeEach(() => {
  store = new MemoryEventStore();
  personalData = new MemoryPersonalDataStore();
});

function newGate(): GatePartition {
  const concealer = new PersonalDataConcealer(Buffer.from('a key'));
  return new GatePartition({ store, personalData, concealer, programs, wallClock: null, metrics: NO_METRICS });
}

function applied(number: number, program = 'plixo', partner = `partner-${number}`): Offer {
  const time = new Date(Date.UTC(2026, 0, 1, 0, 0, number)).toISOString();
  const data = { partner, type: program === 'plixo' ? 'partner' : 'referral' };
  const value = { specversion: '1.0', id: `e${number}`, source: 's', type: 'partner.applied', time, program, data };
  return { value, origin: { place: 'kafka:partner-ledger.partners.v1/0', index: number } };
}

async function recordedIn(program: string): Promise<number> {
  let count = 0;
  for await (const _event of store.read(factsStream(program), 0n)) count += 1;
  return count;
}

it('numbers what it accepts, and hands each fact on', async () => {
  const { answers, facts } = await newGate().judge([applied(1), applied(2)]);
  expect(answers.map(({ seq, verdict, repeated }) => [seq, verdict.type, repeated])).toEqual([
    [1, 'accepted', false],
    [2, 'accepted', false],
  ]);
  expect(facts.map(({ factNumber, fact }) => [factNumber, fact.seq])).toEqual([
    [1, 1],
    [2, 2],
  ]);
});

it('answers what comes again as the first time, hands the facts on again, and records nothing', async () => {
  const gate = newGate();
  const first = await gate.judge([applied(1), applied(2)]);
  const again = await newGate().judge([applied(1), applied(2)]);
  expect(again.answers).toEqual(first.answers.map((answer) => ({ ...answer, repeated: true })));
  expect(again.facts.map(({ factNumber, fact }) => [factNumber, fact.seq])).toEqual([
    [1, 1],
    [2, 2],
  ]);
  expect(await recordedIn('plixo')).toBe(2);
});

it('knows the origins of all its programs, in whatever order their logs are read', async () => {
  await newGate().judge([applied(1, 'plixo'), applied(2, 'odoopbx'), applied(3, 'plixo'), applied(4, 'odoopbx')]);
  const gate = newGate();
  await gate.judge([applied(4, 'odoopbx')]);
  const { answers } = await gate.judge(
    [1, 2, 3, 4].map((number) => applied(number, number % 2 === 1 ? 'plixo' : 'odoopbx')),
  );
  expect(answers.map(({ repeated }) => repeated)).toEqual([true, true, true, true]);
});

it('two gates for one program cannot both write: the overtaken one reads the log again, and loses nothing', async () => {
  const [one, other] = [newGate(), newGate()];
  await one.judge([applied(1)]);
  await other.judge([applied(1), applied(2)]);
  await expect(one.judge([applied(2), applied(3)])).rejects.toThrow(GateOvertaken);
  const { answers } = await one.judge([applied(2), applied(3)]);
  expect(answers.map(({ seq, repeated }) => [seq, repeated])).toEqual([
    [2, true],
    [3, false],
  ]);
  await expect(other.judge([applied(4)])).rejects.toThrow(GateOvertaken);
  expect(await recordedIn('plixo')).toBe(3);
});

it('two gates that write at the same moment: one of them does', async () => {
  const gates = [newGate(), newGate()];
  const outcomes = await Promise.allSettled(gates.map((gate) => gate.judge([applied(1)])));
  const won = outcomes.filter(({ status }) => status === 'fulfilled');
  // The same event with the same id at the same revision: the second may be taken for a retry, but never written twice.
  expect(won.length).toBeGreaterThan(0);
  expect(await recordedIn('plixo')).toBe(1);
});

it('an origin that comes with another event stops it, because that event would be lost', async () => {
  await newGate().judge([applied(1)]);
  await expect(newGate().judge([applied(1, 'plixo', 'somebody-else')])).rejects.toThrow(OriginReused);
});

describe('a program that nobody knows yet', () => {
  const { terms: metering } = loadTermsFile(resolve(__dirname, '../../../test/terms/sixth-program.yaml'));

  function published(number: number, terms: Terms = metering): Offer {
    const value = publicationEvent(terms, terms.effectiveFrom, `terms-${number}`);
    return { value, origin: { place: 'kafka:partner-ledger.partners.v1/0', index: number } };
  }
  const ofMetering = (number: number): Offer => {
    const { value, origin } = applied(number, 'metering');
    const event = value as { readonly data: object };
    return { origin, value: { ...event, data: { ...event.data, type: 'agency' } } };
  };
  const verdictsOf = ({ answers }: Awaited<ReturnType<GatePartition['judge']>>) =>
    answers.map(({ program, verdict }) => [program, verdict.type === 'rejected' ? verdict.code : verdict.type]);

  it('is known from its first terms on, in the same batch too; what came before stays rejected, also told again', async () => {
    const batch = [ofMetering(1), published(2), ofMetering(3)];
    const first = await newGate().judge(batch);
    expect(verdictsOf(first)).toEqual([
      ['', 'unknown_program'],
      ['metering', 'accepted'],
      ['metering', 'accepted'],
    ]);
    expect(first.facts.map(({ program, factNumber }) => [program, factNumber])).toEqual([
      ['metering', 1],
      ['metering', 2],
    ]);
    const again = await newGate().judge([...batch, ofMetering(4)]);
    expect(verdictsOf(again)).toEqual([...verdictsOf(first), ['metering', 'accepted']]);
    expect(again.answers.map(({ repeated }) => repeated)).toEqual([true, true, true, false]);
  });

  it('stays unknown where its first terms are refused, which says why', async () => {
    const outcome = await newGate().judge([published(1, { ...metering, version: 2 }), ofMetering(2)]);
    expect(verdictsOf(outcome)).toEqual([
      ['', 'version_not_next'],
      ['', 'unknown_program'],
    ]);
    expect(await recordedIn('metering')).toBe(0);
  });

  it('may be named at several partitions: each goes on behind what the others noted', async () => {
    const [one, other] = [newGate(), newGate()];
    await one.judge([applied(1, 'nobody')]);
    await other.judge([applied(2, 'somebody')]);
    const { answers } = await one.judge([applied(3, 'nobody'), applied(4, 'plixo')]);
    expect(answers.map(({ program, seq }) => [program, seq])).toEqual([
      ['', 3],
      ['plixo', 1],
    ]);
  });
});
