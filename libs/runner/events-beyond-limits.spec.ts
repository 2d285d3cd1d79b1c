import { jsonText } from '@ledger/contracts/json-text';
import { parseJsonText } from '@ledger/contracts/parse-json';
import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import type { Arrival } from '@ledger/stages/intake/log-entry';
import { GatePartition } from './cluster/gate-partition';
import { EmbeddedLedger } from './embedded-ledger';
import { exportFacts } from './export-facts';
import type { Answer, Offer } from './ledger-runtime';
import { PersonalDataConcealer } from './personal/conceal-personal-data';
import { MemoryPersonalDataStore } from './personal/personal-data-store';
import { ReplayLedger } from './replay-ledger';
import { NO_METRICS } from './runner-metrics';

const programs = loadTerms(presetPaths());
const concealer = new PersonalDataConcealer(Buffer.alloc(32));

const event = (id: string, data: string, program = 'plixo') =>
  `{"specversion":"1.0","id":"${id}","source":"s","type":"customer.activated","time":"2026-01-01T00:00:00Z",` +
  `"program":"${program}","data":${data}}`;

const LINES = [
  event('good', '{"customer":"a"}'),
  event('number', '{"customer":"a","note":1e400}'),
  event('deep', `{"customer":"a","note":${'['.repeat(6_000)}${']'.repeat(6_000)}}`),
  event('deepest', `{"customer":"a","note":${'['.repeat(300_000)}${']'.repeat(300_000)}}`),
  event('fields', `{"customer":"a",${Array.from({ length: 8_000 }, (_, index) => `"f${index}":0`).join(',')}}`),
  event('large', `{"customer":"a","note":"${'x'.repeat(4_300_000)}"}`),
  event('nowhere', '{"customer":"a","note":-1e400}', 'nowhere'),
  event('also good', `{"customer":"b","note":"${'x'.repeat(700_000)}"}`),
];
const offers: Offer[] = LINES.map((line, index) => ({
  value: parseJsonText(line),
  origin: { place: 'file:x', index },
}));

function replayed(lines: readonly string[]): Arrival[] {
  const arrivals: Arrival[] = [];
  const ledger = new ReplayLedger(
    { programs, skipped: new Set(), asOf: null },
    { arrived: (arrival) => arrivals.push(arrival), decided: () => undefined },
  );
  for (const line of lines) ledger.offer(parseJsonText(line));
  return arrivals;
}

async function exported(store: MemoryEventStore, personalData: MemoryPersonalDataStore): Promise<string[]> {
  const lines: string[] = [];
  for await (const fact of exportFacts({ store, personalData, concealer })) lines.push(jsonText(fact));
  return lines;
}

const inOrder = (arrivals: readonly (Arrival | Answer)[]) =>
  [...arrivals]
    .map(({ program, seq, id, verdict }) => ({ program, seq, id, verdict }))
    .sort((a, b) => a.program.localeCompare(b.program) || a.seq - b.seq);

it('refuses them in the same words in the replay, in a running ledger, and in the replay of its facts', async () => {
  const store = new MemoryEventStore();
  const personalData = new MemoryPersonalDataStore();
  const options = { store, personalData, concealer, metrics: NO_METRICS, wallClock: null };
  const ledger = await EmbeddedLedger.open({ ...options, programs });
  const answers = await ledger.offer(offers);
  expect(answers.map(({ verdict }) => ('detail' in verdict ? verdict.detail : verdict.type))).toEqual([
    'accepted',
    'data: a number that no double can hold',
    'data: more than 64 levels of objects and lists',
    'data: more than 64 levels of objects and lists',
    'data: more than 1000 fields in an object',
    'more than 786432 bytes as compact JSON',
    'data: a number that no double can hold',
    'accepted',
  ]);
  expect(inOrder(replayed(LINES))).toEqual(inOrder(answers));
  expect(inOrder(replayed(await exported(store, personalData)))).toEqual(inOrder(answers));
  // Started again, it goes on.
  const again = await EmbeddedLedger.open({ ...options, programs });
  expect(inOrder(await again.offer(offers))).toEqual(inOrder(answers));
});

it('refuses them in the same words at the gate of the cluster', async () => {
  const store = new MemoryEventStore();
  const personalData = new MemoryPersonalDataStore();
  const terms = new Map(programs.map((each) => [each.name, each]));
  const gate = new GatePartition({
    store,
    personalData,
    concealer,
    metrics: NO_METRICS,
    wallClock: null,
    programs: terms,
  });
  const { answers } = await gate.judge(offers);
  expect(inOrder(answers)).toEqual(inOrder(replayed(LINES)));
  expect(inOrder(replayed(await exported(store, personalData)))).toEqual(inOrder(answers));
});
