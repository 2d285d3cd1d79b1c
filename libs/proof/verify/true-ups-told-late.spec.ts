import type { NewEvent } from '@ledger/event-store/event-store';
import { presetNamed } from '../../../test/properties/presets';
import { affiliate, brings, clock, paid, refunded, refundFailed } from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';
import { recordedAnew, type RecordedLog } from '../testing/recorded-log';
import { ToldLate, verifyAgain } from '../testing/told-late';

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

const isTold = ({ type }: Pick<NewEvent, 'type'>) => type === 'TrueUpExpected.v1';
const history = new ToldLate(events, isTold);

/** What is told last of each invoice before the quarter ends. */
function toldLast({ events: recorded }: RecordedLog): Record<string, unknown> {
  const told = recorded.filter(isTold).map(({ data }) => data as { invoice: string; amountMinor: string });
  return Object.fromEntries(told.map(({ invoice, amountMinor }) => [invoice, amountMinor]));
}

describe('a log that a release began which told nothing of true-ups to come', () => {
  it.each(events.slice(FIRST_REFUND).map((_, index) => FIRST_REFUND + index))(
    'gone on with after %d events, tells what is still to come, and verifies',
    async (restart) => {
      const { log, parts } = await history.logOf(restart, false);
      const verdict = await verifyAgain(log, parts);
      expect(verdict.fault).toBeNull();
      const whole = (await history.logOf(events.length, true)).log;
      const quarterEnd = events.length - 2;
      const last = toldLast(whole);
      expect(last).toEqual({ i: '-1530', j: '0', k: '-150' });
      if (restart < quarterEnd) expect(toldLast(log)).toMatchObject({ i: last['i'], k: last['k'] });
      else expect(toldLast(log)).toEqual({});
      // Nothing else differs.
      expect(history.othersOf(log)).toEqual(history.othersOf(whole));
    },
  );

  it('and one that this release began is the same however often it was restarted', async () => {
    const whole = (await history.logOf(events.length, true)).log;
    for (let restart = FIRST_REFUND; restart < events.length; restart += 1) {
      const { log, parts } = await history.logOf(restart, true);
      expect(log.events).toEqual(whole.events);
      expect((await verifyAgain(log, parts)).fault).toBeNull();
    }
  });

  it('but what this release recorded may not lack it', async () => {
    const { log, parts } = await history.logOf(events.length, true);
    const last = log.events.findLastIndex(isTold);
    const { fault } = await verifyAgain(
      log.after((all) => recordedAnew(all.toSpliced(last, 1))),
      parts,
    );
    expect(fault).toMatchObject({ kind: 'missing', what: expect.stringContaining('TrueUpExpected') as string });
  });
});
