import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '@ledger/event-store/canonical-json';
import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { instant } from '@ledger/kernel/instant';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { toWire } from '@ledger/stages/codec';
import type { Decision } from '@ledger/stages/stage';
import { EmbeddedLedger } from '../embedded-ledger';
import { placedDecision } from '../log/decision-events';
import { isOfEdition } from '../log/stream-names';
import { PersonalDataConcealer } from '../personal/conceal-personal-data';
import { MemoryPersonalDataStore } from '../personal/personal-data-store';
import { NO_METRICS } from '../runner-metrics';
import { makeTrial, type TrialGround } from './make-trial';

const HISTORY = join(__dirname, '../../../test/cases/data/histories/all-901.ndjson');
const lines = readFileSync(HISTORY, 'utf8').trimEnd().split('\n');
const programs = loadTerms(presetPaths());
const concealer = new PersonalDataConcealer(Buffer.alloc(32));
const unasked = new AbortController().signal;
const TRIED = 40;

async function ledgerWith(values: readonly unknown[]) {
  const store = new MemoryEventStore();
  const personalData = new MemoryPersonalDataStore();
  const options = { store, personalData, concealer, programs, wallClock: null, metrics: NO_METRICS };
  const ledger = await EmbeddedLedger.open(options);
  const offer = (more: readonly unknown[], place: string) =>
    ledger.offer(more.map((value, index) => ({ value, origin: { place, index } })));
  await offer(values, 'before');
  return { store, personalData, offer, ground: { store, concealer, programs, wallClock: null } };
}

const valuesFrom = (from: number, to: number) => lines.slice(from, to).map((line): unknown => JSON.parse(line));

/** What was decided behind a position, in the order of the facts; only what a trial tells of. */
async function decidedAfter(store: MemoryEventStore, position: bigint): Promise<string[]> {
  const found: { seq: number; decision: Decision }[] = [];
  for await (const event of store.readAll(position, 'all')) {
    if (isOfEdition(event.stream) && !event.stream.includes('.facts-')) found.push(placedDecision(event));
  }
  return found.filter(({ decision }) => TOLD.test(decision.type)).map(({ decision }) => asText(decision));
}

const TOLD = /^(CommissionPosted|OwnLinePosted|NothingPosted|AttributionChanged|Payout(?!ProfileChanged|LinesMoved))/;

const asText = (decision: Decision) => canonicalJson(toWire(decision));

describe('a trial', () => {
  it.each([0, 300, 700, 1_100])(
    'says what the ledger then does, verdicts and decisions, behind %i events of all programs',
    async (before) => {
      const { store, ground, offer } = await ledgerWith(valuesFrom(0, before));
      const values = valuesFrom(before, before + TRIED);
      const position = await store.lastPosition();

      const trial = await makeTrial(ground, values, unasked);
      expect(trial.position).toBe(position);
      expect(await store.lastPosition()).toBe(position);

      const answers = await offer(values, 'then');
      expect(trial.events.map(({ arrival }) => ({ ...arrival, seq: 0 }))).toEqual(
        answers.map(({ repeated: _, position: __, ...arrival }) => ({ ...arrival, seq: 0 })),
      );
      const tried = trial.events.flatMap(({ follows }) =>
        [...follows.credits, ...follows.lines, ...follows.nothing, ...follows.payouts].map(asText),
      );
      expect(tried.toSorted()).toEqual((await decidedAfter(store, position)).toSorted());
      expect(trial.events.every(({ follows }) => follows.leftOff === 0)).toBe(true);
    },
  );

  it('keeps no personal value, and judges what is concealed', async () => {
    const { ground, personalData } = await ledgerWith([]);
    const kept = await personalData.some(10);
    const { events } = await makeTrial(ground, [event('partner.applied', APPLICATION)], unasked);
    expect(events).toMatchObject([{ arrival: { verdict: { type: 'accepted' } } }]);
    expect(await personalData.some(10)).toEqual(kept);
  });

  it('says of an event without a program what the door says', async () => {
    const { ground } = await ledgerWith([]);
    const { events } = await makeTrial(ground, [event('clock.advanced', {}, { program: 'nowhere' }), 5], unasked);
    expect(events).toMatchObject([
      { arrival: { program: '', verdict: { code: 'unknown_program' } }, follows: { lines: [] } },
      { arrival: { program: '', verdict: { code: 'schema_invalid' } } },
    ]);
  });

  it('shows what the wall clock shows, whatever clock an event brings along', async () => {
    const { ground } = await ledgerWith([]);
    const now = instant(Date.parse('2026-05-01T00:00:00Z'));
    const brought = event('clock.advanced', {}, { clock: '2026-12-01T00:00:00Z' });
    const { events } = await makeTrial({ ...ground, wallClock: () => now }, [brought], unasked);
    expect(events[0]?.arrival.clock).toBe(now);
  });

  it('takes as given what was recorded when it began, also when more is recorded meanwhile', async () => {
    const { ground, offer, store } = await ledgerWith([event('clock.advanced', {})]);
    const again = event('clock.advanced', {}, { id: 'meanwhile' });
    const late: TrialGround = {
      ...ground,
      store: Object.assign(Object.create(store) as MemoryEventStore, {
        lastPosition: async () => {
          const position = await store.lastPosition();
          await offer([again], 'meanwhile');
          return position;
        },
      }),
    };
    expect(await makeTrial(late, [again], unasked)).toMatchObject({ events: [{ arrival: { verdict: ACCEPTED } }] });
    expect(await makeTrial(ground, [again], unasked)).toMatchObject({ events: [{ arrival: { verdict: IGNORED } }] });
  });

  it('lets others have their turn, and ends when nobody waits for it', async () => {
    const { ground } = await ledgerWith(valuesFrom(0, 1_000));
    const gone = new AbortController();
    let turns = 0;
    const ticking = setInterval(() => (turns += 1), 1);
    await makeTrial(ground, valuesFrom(1_000, 1_200), unasked);
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(0);
    setImmediate(() => gone.abort(new Error('gone')));
    await expect(makeTrial(ground, valuesFrom(1_000, 1_200), gone.signal)).rejects.toThrow('gone');
  });
});

const ACCEPTED = { type: 'accepted' };
const IGNORED = { type: 'ignored' };
const APPLICATION = { partner: 'p', type: 'partner', name: 'Ada Lovelace', email: 'ada@example.com' };

function event(type: string, data: object, more: object = {}): object {
  const envelope = { specversion: '1.0', id: type, source: 'test', type, time: '2026-04-01T12:00:00Z' };
  return { ...envelope, program: 'plixo', data, ...more };
}
