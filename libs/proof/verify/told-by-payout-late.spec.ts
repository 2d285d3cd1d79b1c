import { brings, clock, closesPeriod, paid, partner, taxForm } from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';
import { presetNamed } from '../../../test/properties/presets';
import { RecordedLog, recordedAnew, storeOf } from '../testing/recorded-log';
import { feedEvents, sampleParts, type SampleParts } from '../testing/sample-ledger';
import { verifyLog } from './verify-log';
import type { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import type { RecordedEvent } from '@ledger/event-store/event-store';

/** A form that is to be reminded of, and months that are closed, in turn. */
const events = given(presetNamed('plixo'), partner('p', '2026-01-01'), brings('p', 'a', '2026-01-02'))
  .when(taxForm('p', '2026-01-05', 'W-8BEN', '2023-05-01'), paid('i', 'a', '2026-01-10', 10_000))
  .when(clock('2026-10-05'), closesPeriod('2026-01', '2026-10-06'), clock('2026-11-05'))
  .when(closesPeriod('2026-02', '2026-11-06'), clock('2026-12-05'), closesPeriod('2026-03', '2026-12-06'))
  .events();
const FIRST_TOLD = events.findIndex((event) => (event as { time?: string }).time?.startsWith('2026-10-05') === true);

const isTold = ({ type }: Pick<RecordedEvent, 'type'>) => /^(TaxFormExpiring|StatementClosed)\.v1$/.test(type);
const withoutPosition = ({ stream, revision, id, type, data, metadata }: RecordedEvent) => {
  return { stream, revision, id, type, data, metadata };
};

/** The log of the history, recorded by a release that was restarted after `restart` events; the first one may tell nothing. */
async function logOf(restart: number, firstTells: boolean): Promise<{ log: RecordedLog; parts: SampleParts }> {
  const before = sampleParts();
  await feedEvents(before, events.slice(0, restart), 0);
  const recorded = (await RecordedLog.of(before.store)).events;
  const store = firstTells ? before.store : await storeOf(recordedAnew(recorded.filter((event) => !isTold(event))));
  const parts = { ...before, store };
  await feedEvents(parts, events.slice(restart), restart);
  return { log: await RecordedLog.of(store), parts };
}

const verify = (log: MemoryEventStore, parts: SampleParts) =>
  verifyLog({ ...parts, store: log, reExecute: true, noted: null, decidedTo: () => null });

describe('a log that a release began which told nothing of expiring forms and closed statements', () => {
  it.each(events.slice(FIRST_TOLD).map((_, index) => FIRST_TOLD + index))(
    'gone on with after %d events, tells what comes from then on, and verifies',
    async (restart) => {
      const { log, parts } = await logOf(restart, false);
      expect((await verify(log, parts)).fault).toBeNull();
      const whole = (await logOf(events.length, true)).log;
      const others = (each: RecordedLog) => each.events.filter((event) => !isTold(event)).map(withoutPosition);
      expect(others(log)).toEqual(others(whole));
      // What it tells are the last of those that a log has which told them from its beginning.
      const told = (each: RecordedLog) => each.events.filter(isTold).map(({ id }) => id);
      const later = told(log);
      expect(told(whole)).toHaveLength(6);
      expect(later).toEqual(told(whole).slice(6 - later.length));
    },
  );

  it('and one that this release began is the same however often it was restarted, and lacks none', async () => {
    const whole = (await logOf(events.length, true)).log;
    for (let restart = FIRST_TOLD; restart < events.length; restart += 2) {
      const { log, parts } = await logOf(restart, true);
      expect(log.events).toEqual(whole.events);
      expect((await verify(log, parts)).fault).toBeNull();
    }
    const { log, parts } = await logOf(events.length, true);
    const last = log.events.findLastIndex(isTold);
    const { fault } = await verify(
      log.after((all) => recordedAnew(all.toSpliced(last, 1))),
      parts,
    );
    expect(fault).toMatchObject({ kind: 'missing' });
  });
});
