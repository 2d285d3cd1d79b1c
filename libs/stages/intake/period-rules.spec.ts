import { closesPeriod, partner } from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';
import { presetBut } from '../../../test/rules/programs';

const plixo = given('plixo', partner('p', '2025-01-01'));

describe('closing a month', () => {
  it('R-PER-05: only one that has ended by the event’s own time', () => {
    expect(plixo.when(closesPeriod('2025-01', '2025-02-01')).verdict()).toBe('accepted');
    expect(plixo.when(closesPeriod('2025-01', '2025-01-31T23:59:59.999Z')).verdict()).toBe(
      "period_not_ended: data.period: '2025-01'",
    );
    const later = plixo.when(closesPeriod('2025-05', '2025-06-01'));
    expect(later.when(closesPeriod('2025-07', '2025-06-01')).verdict()).toBe(
      "period_not_ended: data.period: '2025-07'",
    );
  });

  it('R-PER-05: by the program’s time zone', () => {
    const tokyo = given(presetBut('plixo', { timeZone: 'Asia/Tokyo' }), partner('p', '2025-01-01'));
    expect(tokyo.when(closesPeriod('2025-01', '2025-01-31T15:00')).verdict()).toBe('accepted');
    expect(tokyo.when(closesPeriod('2025-01', '2025-01-31T14:59:59.999Z')).verdict()).toBe(
      "period_not_ended: data.period: '2025-01'",
    );
  });

  it('R-PER-06: each once, and none before one that is closed', () => {
    const closed = plixo.when(closesPeriod('2025-03', '2025-05-01'));
    expect(closed.when(closesPeriod('2025-03', '2025-05-02')).verdict()).toBe(
      "period_already_closed: data.period: '2025-03'",
    );
    expect(closed.when(closesPeriod('2025-02', '2025-05-02')).verdict()).toBe(
      "period_already_closed: data.period: '2025-02'",
    );
    expect(closed.when(closesPeriod('2025-04', '2025-05-02')).verdict()).toBe('accepted');
    expect(closed.when(closesPeriod('2025-03', '2025-03-02')).verdict()).toBe(
      "period_not_ended: data.period: '2025-03'",
    );
  });
});
