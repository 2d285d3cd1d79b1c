import type { LedgerEvent } from '@ledger/contracts/events';
import { instant, parseInstant } from '@ledger/kernel/instant';
import type { Told } from '../../../test/rules/facts';
import * as facts from '../../../test/rules/facts';
import { preset } from '../../../test/rules/programs';
import { emptyPartnerRecord, notePartnerFact } from './partner-record';
import { standingAt } from './standing-at';

const at = (text: string) => parseInstant(facts.moment(text)) ?? instant(Number.NaN);
const withLadder = preset('three-tier');
const withoutLadder = preset('plixo');

/** The record of partner p after facts, told in the order of their arrival. */
function recordOf(...told: Told[]) {
  const record = emptyPartnerRecord('p');
  told.forEach(({ type, data, id, at: time, source = 'test' }, index) => {
    const header = { id: id ?? `e${index}`, source, time: at(time), program: 'x' };
    notePartnerFact(record, { ...header, type, data } as LedgerEvent);
  });
  return record;
}

describe('standing', () => {
  const standing = (time: string, ...told: Told[]) => standingAt(recordOf(...told), at(time), withLadder);
  const nothing = { suspended: false, terminated: false, violationHold: false };

  it('R-STAND-01: a suspension holds from its time until a reinstatement', () => {
    const told = [facts.suspended('p', '2026-02-01'), facts.reinstated('p', '2026-03-01')];
    expect(standing('2026-01-31', ...told)).toEqual(nothing);
    expect(standing('2026-02-01', ...told)).toEqual({ ...nothing, suspended: true });
    expect(standing('2026-03-01', ...told)).toEqual(nothing);
  });

  it('R-STAND-02: a termination ends a suspension, and a reinstatement ends the termination', () => {
    const told = [
      facts.suspended('p', '2026-02-01'),
      facts.terminated('p', '2026-03-01'),
      facts.reinstated('p', '2026-04-01'),
    ];
    expect(standing('2026-03-01', ...told)).toEqual({ ...nothing, terminated: true });
    expect(standing('2026-04-01', ...told)).toEqual(nothing);
  });

  it('R-VIO-01: the first violation is a warning, the second a hold', () => {
    const told = [facts.violated('p', '2026-02-01'), facts.violated('p', '2026-03-01')];
    expect(standing('2026-02-15', ...told)).toEqual(nothing);
    expect(standing('2026-03-01', ...told)).toEqual({ ...nothing, violationHold: true });
  });

  it('R-VIO-02: the third violation terminates, and each later one again', () => {
    const told = [
      facts.violated('p', '2026-02-01'),
      facts.violated('p', '2026-03-01'),
      facts.lifted('p', '2026-03-15'),
      facts.suspended('p', '2026-03-20'),
      facts.violated('p', '2026-04-01'),
      facts.reinstated('p', '2026-05-01'),
      facts.violated('p', '2026-06-01'),
    ];
    expect(standing('2026-03-20', ...told)).toEqual({ ...nothing, suspended: true });
    expect(standing('2026-04-01', ...told)).toEqual({ ...nothing, terminated: true });
    expect(standing('2026-05-01', ...told)).toEqual(nothing);
    expect(standing('2026-06-01', ...told)).toEqual({ ...nothing, terminated: true });
  });

  it('R-VIO-03: a hold stays until it is lifted, also after the termination', () => {
    const told = ['2026-02-01', '2026-03-01', '2026-04-01'].map((time) => facts.violated('p', time));
    expect(standing('2026-05-01', ...told)).toEqual({ ...nothing, terminated: true, violationHold: true });
    const lifted = [...told, facts.lifted('p', '2026-06-01')];
    expect(standing('2026-06-01', ...lifted)).toEqual({ ...nothing, terminated: true });
  });

  it('R-VIO-01: counts violations by their times, not by their arrival', () => {
    const told = [facts.violated('p', '2026-03-01'), facts.violated('p', '2026-02-01')];
    expect(standing('2026-02-01', ...told)).toEqual(nothing);
    expect(standing('2026-03-01', ...told)).toEqual({ ...nothing, violationHold: true });
  });

  it('does nothing with violations where the terms have no ladder', () => {
    const record = recordOf(...['2026-02-01', '2026-03-01', '2026-04-01'].map((time) => facts.violated('p', time)));
    expect(standingAt(record, at('2026-05-01'), withoutLadder)).toEqual(nothing);
  });

  it('R-STAND-05: an approval after a later application ends a termination, and a suspension; neither does alone', () => {
    const ended = [
      facts.applied('p', '2026-01-01'),
      facts.approved('p', '2026-01-02'),
      facts.terminated('p', '2026-02-01'),
    ];
    const approved = facts.approved('p', '2026-03-02');
    const applied = facts.applied('p', '2026-03-01');
    expect(standing('2026-04-01', ...ended, approved)).toEqual({ ...nothing, terminated: true });
    expect(standing('2026-04-01', ...ended, applied)).toEqual({ ...nothing, terminated: true });
    expect(standing('2026-04-01', ...ended, approved, applied)).toEqual(nothing);
    expect(standing('2026-03-01', ...ended, approved, applied)).toEqual({ ...nothing, terminated: true });
    const again = facts.terminated('p', '2026-03-01T12:00:00Z');
    expect(standing('2026-04-01', ...ended, applied, again, approved)).toEqual({ ...nothing, terminated: true });
  });

  it('R-STAND-05: an application that is later than the termination but not than the suspension ends the first', () => {
    const told = [
      facts.terminated('p', '2026-02-01'),
      facts.applied('p', '2026-02-02'),
      facts.suspended('p', '2026-02-03'),
      facts.approved('p', '2026-02-04'),
    ];
    expect(standing('2026-03-01', ...told)).toEqual({ ...nothing, suspended: true });
  });

  it('R-STAND-05: an enrolment changes the type only', () => {
    const told = [
      facts.suspended('p', '2026-02-01'),
      facts.applied('p', '2026-02-02'),
      facts.enrolled('p', '2026-02-03'),
    ];
    expect(standing('2026-03-01', ...told)).toEqual({ ...nothing, suspended: true });
  });
});
