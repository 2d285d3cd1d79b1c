import type { NewEvent, RecordedEvent } from '@ledger/event-store/event-store';
import { type MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { presetNamed } from '../../../test/properties/presets';
import { affiliate, brings, clock, paid, refunded, refundFailed } from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';
import { RecordedLog, recordedAnew, storeOf } from '../testing/recorded-log';
import { feedEvents, sampleParts, type SampleParts } from '../testing/sample-ledger';
import { verifyLog } from './verify-log';

const AFFILIATES = [...affiliate('p', '2025-01-01', 'solution'), ...affiliate('q', '2025-01-01', 'solution')];
/** Refunds that wait for the end of the quarter, change, fail, and are posted. */
const events = given(
  presetNamed('three-tier'),
  AFFILIATES,
  brings('p', 'a', '2025-01-02'),
  brings('q', 'b', '2025-01-02'),
)
  .when(paid('i', 'a', '2025-02-01', 10_000), paid('j', 'b', '2025-02-01', 10_000), paid('k', 'a', '2025-02-02', 500))
  .when(refunded('r', 'i', '2025-03-01', 5000), refunded('s', 'j', '2025-03-01', 1000))
  .when(clock('2025-03-02'), refunded('t', 'i', '2025-03-03', 100), refundFailed('s', '2025-03-04'))
  .when(refunded('u', 'k', '2025-03-05', 500), clock('2025-03-06'), clock('2025-04-02'), clock('2025-04-03'))
  .events();
const FIRST_REFUND = events.findIndex((event) => (event as { type?: string }).type === 'payment.refunded');

const isTold = ({ type }: NewEvent) => type === 'TrueUpExpected.v1';
const withoutPosition = ({ stream, revision, id, type, data, metadata }: RecordedEvent) => ({
  stream,
  revision,
  id,
  type,
  data,
  metadata,
});

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

/** What is told last of each invoice before the quarter ends. */
function toldLast({ events: recorded }: RecordedLog): Record<string, unknown> {
  const told = recorded.filter(isTold).map(({ data }) => data as { invoice: string; amountMinor: string });
  return Object.fromEntries(told.map(({ invoice, amountMinor }) => [invoice, amountMinor]));
}

describe('a log that a release began which told nothing of true-ups to come', () => {
  it.each(events.slice(FIRST_REFUND).map((_, index) => FIRST_REFUND + index))(
    'gone on with after %d events, tells what is still to come, and verifies',
    async (restart) => {
      const { log, parts } = await logOf(restart, false);
      const verdict = await verify(log, parts);
      expect(verdict.fault).toBeNull();
      const whole = (await logOf(events.length, true)).log;
      const quarterEnd = events.length - 2;
      const last = toldLast(whole);
      expect(last).toEqual({ i: '-1530', j: '0', k: '-150' });
      if (restart < quarterEnd) expect(toldLast(log)).toMatchObject({ i: last['i'], k: last['k'] });
      else expect(toldLast(log)).toEqual({});
      // Nothing else differs.
      const others = (each: RecordedLog) => each.events.filter((event) => !isTold(event)).map(withoutPosition);
      expect(others(log)).toEqual(others(whole));
    },
  );

  it('and one that this release began is the same however often it was restarted', async () => {
    const whole = (await logOf(events.length, true)).log;
    for (let restart = FIRST_REFUND; restart < events.length; restart += 1) {
      const { log, parts } = await logOf(restart, true);
      expect(log.events).toEqual(whole.events);
      expect((await verify(log, parts)).fault).toBeNull();
    }
  });

  it('but what this release recorded may not lack it', async () => {
    const { log, parts } = await logOf(events.length, true);
    const last = log.events.findLastIndex(isTold);
    const { fault } = await verify(
      log.after((all) => recordedAnew(all.toSpliced(last, 1))),
      parts,
    );
    expect(fault).toMatchObject({ kind: 'missing', what: expect.stringContaining('TrueUpExpected') as string });
  });
});
