import { termsToJson } from '@ledger/program/describe-terms-canonical';
import { applied, clock, fact, recordedAt, type Told } from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';
import { termsOf } from '../../../test/rules/programs';

const says = (...told: Told[]) => given('plixo', told).verdict();

describe('an event too far ahead', () => {
  it('R-CLOCK-05: of the program’s clock by more than ten calendar years is rejected', () => {
    const began = clock('2024-02-29T10:00:00Z');
    expect(says(began, clock('2034-02-28T10:00:00.000Z'))).toBe('accepted');
    expect(says(began, clock('2034-02-28T10:00:00.001Z'))).toBe("time_in_future: time: '2034-02-28T10:00:00.001Z'");
  });

  it('R-CLOCK-05: of the first facts there is nothing to be ahead of, terms aside', () => {
    const terms = termsToJson(termsOf('plixo'));
    const published = fact('terms.published', '2000-01-01', {
      version: 1,
      effectiveFrom: '2000-01-01',
      appliesTo: 'all',
      terms,
    });
    expect(says(clock('2025-01-01'))).toBe('accepted');
    expect(says(published, clock('2025-01-01'))).toBe('accepted');
    expect(says(published, clock('2025-01-01'), clock('2035-01-02'))).toMatch(/^time_in_future/);
  });

  it('R-CLOCK-05: is checked last, and not where the event carries its clock', () => {
    expect(says(clock('2025-01-01'), applied('p', '2036-01-01', { type: 'x' }))).toMatch(/^not_in_program/);
    expect(says(clock('2025-01-01'), recordedAt('2036-01-01', clock('2036-01-01')))).toBe('accepted');
  });
});
