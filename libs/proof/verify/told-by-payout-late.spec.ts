import { brings, clock, closesPeriod, paid, partner, taxForm } from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';
import { presetNamed } from '../../../test/properties/presets';
import { recordedAnew, type RecordedLog } from '../testing/recorded-log';
import { ToldLate, verifyAgain } from '../testing/told-late';
import type { RecordedEvent } from '@ledger/event-store/event-store';

/** A form that is to be reminded of, and months that are closed, in turn. */
const events = given(presetNamed('plixo'), partner('p', '2026-01-01'), brings('p', 'a', '2026-01-02'))
  .when(taxForm('p', '2026-01-05', 'W-8BEN', '2023-05-01'), paid('i', 'a', '2026-01-10', 10_000))
  .when(clock('2026-10-05'), closesPeriod('2026-01', '2026-10-06'), clock('2026-11-05'))
  .when(closesPeriod('2026-02', '2026-11-06'), clock('2026-12-05'), closesPeriod('2026-03', '2026-12-06'))
  .events();
const FIRST_TOLD = events.findIndex((event) => (event as { time?: string }).time?.startsWith('2026-10-05') === true);

const isTold = ({ type }: Pick<RecordedEvent, 'type'>) => /^(TaxFormExpiring|StatementClosed)\.v1$/.test(type);
const history = new ToldLate(events, isTold);

describe('a log that a release began which told nothing of expiring forms and closed statements', () => {
  it.each(events.slice(FIRST_TOLD).map((_, index) => FIRST_TOLD + index))(
    'gone on with after %d events, tells what comes from then on, and verifies',
    async (restart) => {
      const { log, parts } = await history.logOf(restart, false);
      expect((await verifyAgain(log, parts)).fault).toBeNull();
      const whole = (await history.logOf(events.length, true)).log;
      expect(history.othersOf(log)).toEqual(history.othersOf(whole));
      // What it tells are the last of those that a log has which told them from its beginning.
      const told = (each: RecordedLog) => each.events.filter(isTold).map(({ id }) => id);
      const later = told(log);
      expect(told(whole)).toHaveLength(6);
      expect(later).toEqual(told(whole).slice(6 - later.length));
    },
  );

  it('and one that this release began is the same however often it was restarted, and lacks none', async () => {
    const whole = (await history.logOf(events.length, true)).log;
    for (let restart = FIRST_TOLD; restart < events.length; restart += 2) {
      const { log, parts } = await history.logOf(restart, true);
      expect(log.events).toEqual(whole.events);
      expect((await verifyAgain(log, parts)).fault).toBeNull();
    }
    const { log, parts } = await history.logOf(events.length, true);
    const last = log.events.findLastIndex(isTold);
    const { fault } = await verifyAgain(
      log.after((all) => recordedAnew(all.toSpliced(last, 1))),
      parts,
    );
    expect(fault).toMatchObject({ kind: 'missing' });
  });
});
