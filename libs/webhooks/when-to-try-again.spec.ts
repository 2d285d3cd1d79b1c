import { waitAfter } from './when-to-try-again';

describe('a webhook that failed', () => {
  it('is tried again after longer and longer, for two days and more, and then given up', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((attempts) => waitAfter(attempts) ?? NaN);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits[0]).toBe(5_000);
    expect(waits.reduce((sum, wait) => sum + wait)).toBeGreaterThan(2 * 86_400_000);
    expect(waitAfter(10)).toBeNull();
  });
});
