import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { PersonalDataConcealer } from '../personal/conceal-personal-data';
import { MemoryPersonalDataStore } from '../personal/personal-data-store';
import { Pipeline } from '../pipeline/pipeline';
import { readOfferToRecord } from '../read-offer';
import { NO_METRICS } from '../runner-metrics';
import { GatePartition } from './gate-partition';

const programs = new Map(loadTerms(presetPaths()).map((terms) => [terms.name, terms]));
const concealer = new PersonalDataConcealer(Buffer.from('a key'));

function eventsOf(name: string): { readonly program: string }[] {
  const text = readFileSync(join(process.cwd(), 'test', 'cases', 'data', `${name}.ndjson`), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly program: string });
}

/** What a gate says that has all stages in its process. */
function verdictsInOneProcess(events: readonly { readonly program: string }[]): string[] {
  const pipelines = new Map([...programs].map(([name, terms]) => [name, new Pipeline(terms)]));
  return events.map((event) => {
    const { arrival } = pipelines.get(event.program)!.judge(readOfferToRecord(event, concealer, null));
    return `${arrival.id} ${arrival.verdict.type}`;
  });
}

/** What the gate of the cluster says of batches of some size; `restarts`: another one for each batch. */
async function verdictsInCluster(events: readonly object[], size: number, restarts: boolean): Promise<string[]> {
  const store = new MemoryEventStore();
  const personalData = new MemoryPersonalDataStore();
  const newGate = () =>
    new GatePartition({ store, personalData, concealer, programs, wallClock: null, metrics: NO_METRICS });
  let gate = newGate();
  const verdicts: string[] = [];
  for (let from = 0; from < events.length; from += size) {
    const batch = events.slice(from, from + size).map((value, index) => ({
      value,
      origin: { place: 'topic/0', index: from + index },
    }));
    if (restarts) gate = newGate();
    const { answers } = await gate.judge(batch);
    verdicts.push(...answers.map(({ id, verdict }) => `${id} ${verdict.type}`));
  }
  return verdicts;
}

describe('the gate of the cluster asks stages of its own, and says what one process says', () => {
  it.each(['payout-answered', 'payout-failed', 'withholding-returned', 'write-off', 'rejections'])(
    'of %s',
    async (name) => {
      const events = eventsOf(name);
      const expected = verdictsInOneProcess(events);
      expect(await verdictsInCluster(events, 1, true)).toEqual(expected);
      expect(await verdictsInCluster(events, 4, false)).toEqual(expected);
      expect(await verdictsInCluster(events, 1_000, false)).toEqual(expected);
    },
  );
});
