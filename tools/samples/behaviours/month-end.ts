import type { Instant } from '@ledger/kernel/instant';
import type { PlannedEvent } from '@tools/histories/history';
import { at, daysLater, monthsLater } from '@tools/histories/times';
import type { Scene } from '../scene';

/** Finance closes a month. */
export function closePeriod(scene: Scene, period: string, time: Instant): PlannedEvent {
  return scene.history.plan('period.closed', time, { period, by: 'finance' });
}

/** Finance closes every month from the first to the last named, each on the given day of the month after it. */
export function closePeriods(scene: Scene, first: string, last: string, dayOfNextMonth: number): void {
  for (let period = first; period <= last; period = monthsLater(`${period}-01`, 1).slice(0, 7)) {
    const dueOn = daysLater(monthsLater(`${period}-01`, 1), dayOfNextMonth - 1);
    closePeriod(scene, period, at(dueOn, '17:00'));
  }
}

/** Nothing happens, but time passes: what has become due by then is done. */
export function advanceClock(scene: Scene, time: Instant): PlannedEvent {
  return scene.history.plan('clock.advanced', time, {});
}

/** The year ends: the last thing that a sample says. */
export function endTheYear(scene: Scene): PlannedEvent {
  return advanceClock(scene, at('2026-12-31', '23:59'));
}
