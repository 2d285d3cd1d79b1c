import { calendarOf, formatDate, parseDate } from '@ledger/kernel/calendar';
import { instant, parseInstant } from '@ledger/kernel/instant';
import { moment } from '../../../test/rules/facts';
import { termsOf, type Preset } from '../../../test/rules/programs';
import { partnerStatusAt } from './status-at';
import type { PartnerHold, PartnerStandingChanged } from './status.decisions';

const at = (text: string) => parseInstant(moment(text)) ?? instant(Number.NaN);

interface Setting {
  readonly program?: Preset;
  readonly approvedAt?: string | null;
  readonly holds?: readonly PartnerHold[];
  readonly terminated?: boolean;
  readonly activeUntil?: string;
  readonly activations?: readonly string[];
}

/** The status at a time, with the date until which it is locked. */
function status(now: string, setting: Setting): string {
  const { program = 'reseller', approvedAt = '2025-01-01', holds = [], terminated = false } = setting;
  const standing: Omit<PartnerStandingChanged, 'type' | 'decidedAt'> = {
    partner: 'p',
    partnerType: 'reseller',
    tier: null,
    application: 'approved',
    approvedAt: approvedAt === null ? null : at(approvedAt),
    terminated,
    holds,
    activeUntil: setting.activeUntil === undefined ? null : parseDate(setting.activeUntil),
  };
  const activations = (setting.activations ?? []).map(at);
  const found = partnerStatusAt(standing, activations, termsOf(program), calendarOf('UTC'), at(now));
  return found.status + (found.lockedUntil === null ? '' : ` ${formatDate(found.lockedUntil)}`);
}

const times = (count: number, day: string) => Array.from({ length: count }, () => day);

describe('a partner’s status: the last that applies', () => {
  it('R-STA-01: is pending before approval, whatever else holds', () => {
    expect(status('2025-06-01', { approvedAt: null, holds: ['not_approved', 'suspended'], terminated: true })).toBe(
      'pending',
    );
  });

  it('R-STA-02: terminated, suspended, on hold, inactive, in this order', () => {
    const all: PartnerHold[] = ['certification_missing', 'suspended', 'violation'];
    expect(status('2025-06-01', { program: 'three-tier', holds: all, terminated: true })).toBe('terminated');
    expect(status('2025-06-01', { program: 'three-tier', holds: all })).toBe('suspended');
    expect(status('2025-06-01', { program: 'three-tier', holds: ['certification_missing', 'violation'] })).toBe(
      'on_hold',
    );
    expect(status('2025-06-01', { program: 'plaidcloud', holds: ['certification_missing'] })).toBe('inactive');
    expect(status('2025-06-01', { program: 'plaidcloud' })).toBe('active');
  });

  it('R-STA-02: they come after a lock too', () => {
    const locked = { activations: times(50, '2025-01-02') };
    expect(status('2025-06-01', locked)).toBe('locked_5y 2030-01-02');
    expect(status('2025-06-01', { ...locked, holds: ['suspended'] })).toBe('suspended');
  });
});

describe('status by activity', () => {
  it('R-STA-03: active until 12 months after approval, exclusive', () => {
    expect(status('2025-12-31T23:59', {})).toBe('active');
    expect(status('2026-01-01', {})).toBe('at_risk');
  });

  it('R-STA-04: then active with ten first activations in the last twelve months', () => {
    expect(status('2026-06-01', { activations: times(10, '2025-12-01') })).toBe('active');
    expect(status('2026-06-01', { activations: times(9, '2025-12-01') })).toBe('at_risk');
  });

  it('R-STA-05: the window leaves out its beginning and includes now', () => {
    expect(status('2026-06-01', { activations: times(10, '2025-06-01') })).toBe('at_risk');
    expect(status('2026-06-01', { activations: times(10, '2025-06-01T00:00:00.001Z') })).toBe('active');
    expect(status('2026-06-01', { activations: times(10, '2026-06-01') })).toBe('active');
    expect(status('2026-06-01', { activations: times(10, '2026-06-01T00:00:00.001Z') })).toBe('at_risk');
  });

  it('R-STA-06: the number is per year of window', () => {
    const terms = termsOf('reseller');
    const twoYears = { ...terms, activity: { ...terms.activity!, windowMonths: 24 } };
    const standing = { partner: 'p', partnerType: 'reseller', tier: null, application: 'approved' } as const;
    const by = (count: number) =>
      partnerStatusAt(
        { ...standing, approvedAt: at('2020-01-01'), terminated: false, holds: [], activeUntil: null },
        times(count, '2025-06-01').map(at),
        twoYears,
        calendarOf('UTC'),
        at('2026-06-01'),
      ).status;
    expect([by(19), by(20)]).toEqual(['at_risk', 'active']);
  });

  it('R-STA-07: the 50th activated customer locks it until the same date five years on, exclusive', () => {
    const activations = [...times(49, '2025-01-05'), '2025-03-01T18:00', '2025-04-01'];
    expect(status('2025-02-01', { activations: activations.slice(0, 49) })).toBe('active');
    expect(status('2030-02-28T23:59', { activations })).toBe('locked_5y 2030-03-01');
    expect(status('2030-03-01', { activations })).toBe('at_risk');
  });

  it('R-STA-07: the date is clamped', () => {
    expect(status('2028-06-01', { activations: times(50, '2028-02-29') })).toBe('locked_5y 2033-02-28');
  });

  it('R-STA-08: an admin’s active-until shows as active until that date, exclusive, unless locked', () => {
    const setting = { approvedAt: '2020-01-01', activeUntil: '2026-03-01' };
    expect(status('2026-02-28T23:59', setting)).toBe('active');
    expect(status('2026-03-01', setting)).toBe('at_risk');
    expect(status('2026-02-01', { ...setting, activations: times(50, '2025-01-05') })).toBe('locked_5y 2030-01-05');
  });
});
